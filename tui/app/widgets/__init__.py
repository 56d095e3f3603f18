"""Widgets: reading pane, document list, bars."""
