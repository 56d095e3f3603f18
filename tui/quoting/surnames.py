"""Words that tell how a name is ordered: family names that stand first, and words no person is called by."""

PINYIN = frozenset(
    """ai bai bao bo cai cao chai chang chen cheng cui dai deng ding dong du duan fan fang feng fu gao geng gong gu guo
    han hao he hou hu hua huang ji jia jiang jin kang kong lai lei li liang liao lin liu long lu luo luan ma mao meng
    miao mo ouyang pan peng qi qian qiao qin qiu ren ruan shao shen shi sima song su sun tan tang tao tian wan wang
    wei wen wu xi xia xiang xiao xie xiong xu xue yan yang yao ye yin yu yuan zeng zha zhai zhan zhang zhao zheng zhong
    zhou zhu zhuang zou""".split()
)
"""Chinese family names in pinyin, the hundred most frequent and some of public life."""

ROMANISED = frozenset(
    """ahn ban bae chan chang chao cheung chiang chiu cho choe choi chon chong choo chou chow chu chun chung eun gwak
    heo ho hong hsieh hsu huh hwang im jang jeon jeong jo joo jung kan kang kim ko koh koo ku kuo kwak kwok kwon lam
    lau law lee leung lim min moon nam ng no noh oh paik pak park ri roh ryu seo shim shin sim sin so soh son suh tsai
    tsang tseng tsui um won wong woo yang yeo yeung yim yoo yoon yu yun""".split()
)
"""Korean family names, and Chinese ones in other romanisations."""

VIETNAMESE = frozenset(
    "bui cao dang dao dinh do doan duong ha ho hoang huynh le luong ly mai ngo nguyen pham phan phung to ton tran trinh"
    " truong vo vu vuong".split()
)
"""Vietnamese family names without their accents; the manuals disagree on how to invert them, so none is."""

SPANISH = frozenset(
    """aguilar alonso arias blanco bravo cabrera campos cano castillo castro cruz delgado díaz diaz escobar espinoza
    ferrer flores fuentes gallego garcía garcia garrido gil guerrero guevara herrera hidalgo iglesias león leon lozano
    luna marín marin medina mendoza molina montero morales moreno muñoz navarro nieto ortega ortiz pacheco padilla
    paredes parra pastor paz peña prieto quispe ramos reyes rivera rivas rojas romero rubio salazar salinas santana
    santiago santos serrano silva soto torres valencia vargas vega vidal vélez zapata""".split()
)
"""Spanish family names; those in -ez are known by their ending."""

COLLECTIVE = frozenset(
    """abolition action activists against agencia al-jazeera alternative amnesty analysis anarchist anti-war
    antifascist antifascists antiwar arab article asian australian autonomous bloc blog books britain british
    broadcasting bulletin canadian catholic central chinese christian chronicle citizen citizens civic civil
    class comment commons communist community comrades conflict correspondent courier crisis current daily
    debate defence defense democracy democratic democrats desk deutsche deutschland diario digest direct
    discussion dispatch ecosocialist editor editorial editors environmental equality europe european events
    examiner express feminist fighters forward france free freedom french friends future gazette general german
    germany global greek guardian headlines herald history human humanitarian independent india indian info
    information insider intelligence international internationalist interview iran iraqi ireland irish israel
    israeli italian italy izquierda japan jeunesse jewish journal journalists justice korean kurdish labor
    labour latin left leftist legal liberal liberation libertarian library linke links local london magazine
    manifesto marxist marxists matter media memorial monde moscow muslim nation national news newsdesk
    newsletter newswire novosti now observer online opinion orthodox our pacifist palestine palestinian peace
    people peoples permanent perspective podcast poland polish politics popular post-soviet prensa press
    progressive protest public publishing quarterly radical radio reader red refugees reporters republic
    republican research resistance review revolution revolutionary rights ruch rukh russia russian sinistra
    social socialism socialist socialists societies solidarity sotsialnyi sources spokesperson statement
    strategy struggle student students studies study survey syria syrian system television their times today
    together tribune trotskyist truth turkey turkish tv ukraine ukrainian united unity univision veterans
    violence voice voices volunteers voz war washington watch web website weekly welle western workers working
    world writers xinhua youth zeitschrift zeitung émancipation движение левое против российское
    социалистическое""".split()
)
"""Words of names that groups and papers bear and persons do not."""

ARTICLES = frozenset("the der die das le la les el los las il lo gli an der het de".split())
"""Words at the head of a paper's or a group's name."""

PATRONYMICS = frozenset("aung bin bint daw ibn ibnu".split())
"""Words of names that have no family name to put first."""
