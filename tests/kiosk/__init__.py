"""Tests of `tui.kiosk`."""
