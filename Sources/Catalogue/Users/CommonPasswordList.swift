extension CommonPasswords {
    /// 2,736 passwords of eight or more characters, lower case, sorted by their bytes; shorter ones are refused
    /// anyway. The commonest by Dropbox's zxcvbn (MIT), made from leaked lists, and the newer habits: seasons with
    /// years, keyboard walks, `admin123`.
    static let sorted: StaticString = """
        !qaz2wsx 0.0.0.000 00000000 000000000 0000000000 0000000000o 01010101 01011980 01011985 01011986 01011987
        01011988 01011990 01012000 01012010 01020304 01021990 01031985 01031988 01041985 01041988 01061986 01061990
        01071986 01091987 01121986 01121988 01234567 0123456789 0192837465 02011980 02011985 02011986 02011987 02011988
        02021985 02021986 02021987 02021988 02021990 02031980 02031985 02031986 02031987 02031988 02041980 02041985
        02041986 02041987 02041988 02051980 02051985 02051986 02051987 02051988 02061980 02061985 02061986 02061987
        02061988 02071980 02071986 02071987 02071988 02081980 02081985 02081986 02081987 02081988 02091980 02091985
        02091986 02091987 02101985 02101986 02101987 02101988 03031986 03041986 04041988 05051985 05051987 06061986
        07071987 07091990 08031985 08031986 08051990 08081988 08121986 09876543 0987654321 0987654321q 0o9i8u7y
        10011986 10011990 10031988 10051987 10071987 10101010 10101986 10101990 10203040 1020304050 10293847 1029384756
        11001001 11051987 11051990 11061985 11111111 111111111 1111111111 11112222 1111qqqq 11121986 111222333 11223344
        1122334455 112233445566 11235813 1123581321 12011987 12021988 12031985 12031987 12051988 12121212 1212121212
        12121985 12121990 12131415 1213141516 12312312 123123123 123123123a 1232323q 123321123 12340987 12341234
        123412341234 12344321 1234509876 12345123 1234512345 123454321 1234554321 12345612 123456123 123456123456
        12345654321 123456654321 12345677 12345678 123456789 1234567890 12345678900 123456789012 1234567890a
        1234567890q 1234567890z 1234567891 12345678910 123456789123 1234567899 123456789987654321 123456789a 123456789d
        123456789l 123456789m 123456789o 123456789p 123456789q 123456789qwe 123456789r 123456789s 123456789v 123456789z
        12345678a 12345678q 12345679 1234567a 1234567aa 1234567q 12345687 123456987 123456a123 123456aa 123456ab
        123456as 123456qq 123456qqq 123456qw 123456qwe 123456qwerty 123456ru 12345abc 12345asd 12345qaz 12345qwe
        12345qwer 12345qwert 12345qwerty 12348765 12349876 1234abcd 1234asdf 1234kekc 1234qwer 1234rewq 1234zxcv
        123581321 12365478 123654789 12369874 123698741 123698745 123789456 123abc123 123mudar 123qq123 123qwe123
        123qweas 123qweasd 123qweasdzxc 123qwert 123qwerty 12locked 12qw12qw 12qw34er 12qwaszx 13021990 13031987
        13041987 13041988 13061986 13121985 13131313 13243546 13245768 134679852 1357908642 135792468 1357924680
        135798642 14021985 14021986 14111986 14141414 14725836 147258369 1472583690 14785236 147852369 14789632
        147896325 14881488 15011987 15021985 15051990 15101986 15426378 159357456 159753456 16051987 16121987 17011987
        17051988 17061988 18011987 18061990 18091985 18121812 18273645 18436572 19061987 19101987 19283746 192837465
        19411945 1a2a3a4a 1a2b3c4d 1a2b3c4d5e 1a2s3d4f 1a2s3d4f5g 1letmein 1michael 1million 1mustang 1q2q3q4q 1q2w3e4r
        1q2w3e4r5 1q2w3e4r5t 1q2w3e4r5t6y 1qa2ws3ed 1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qaz@wsx 1qazxsw2
        1qazxsw23edc 1qazzaq1 1qw23er4 1x2zkg8w 1z2x3c4v 1z2x3c4v5b 20031987 20051988 20061988 20091988 20111986
        21031987 21031988 21031990 21051988 21101986 21212121 22011988 22021986 22041987 22041988 22071986 22222222
        222222222 22334455 22446688 23021986 23041987 23skidoo 24011985 24061986 24681012 25031987 25041988 25081988
        25091987 25121987 25800852 25802580 258456258 26031988 26061987 27061988 27731828 28011987 28021990 28041987
        29011985 2wsx3edc 30031988 30041986 30051985 31011987 31415926 321654987 33333333 369258147 3edc4rfv 3rjs1la7qe
        43046721 4321rewq 44332211 44444444 456123789 45m2do5bs 4815162342 55555555 555555555 55bgates 5wr2i7h8
        66613666 66666666 69camaro 73501505 74108520 74123698 741258963 741852963 74227422 77777777 777777777
        7777777777 7777777a 78945612 789456123 7894561230 789456123a 789632145 789654123 7ugd5hip2j 87654321 876543210
        88888888 888888888 890098890 8j4ye3uz 911turbo 918273645 9293709b13 963258741 963852741 987456321 987654321
        9876543210 987654321a 99762000 99999999 999999999 9999999999 a1234567 a12345678 a123456789 a123456a a1a2a3a4
        a1b2c3d4 a1b2c3d4e5 a1s2d3f4 a1s2d3f4g5 aa123456 aa12345678 aaaa1111 aaaaaaaa1 aardvark abc12345 abc123456
        abcd1234 abcd12345 abcdefg1 abcdefgh abcdefghi abcdefghij aberdeen abnormal abracadabra abrakadabra acapulco
        access14 access99 achilles acidburn adgjmptw admin123 admin1234 admin12345 admin123456 admin2020 admin2021
        admin2022 admin2023 admin2024 admin2025 admin@123 admin@1234 adminadmin administrador administrator
        administrator1 adrenalin adventur aerosmit aerosmith agent007 airborne airforce airplane alabama1 albatros
        alcatraz alejandr aleksandr aleksandra alessand alessandro alex1234 alexande alexander1 alexandr alexandre
        alfarome aligator alkaline allblack alleycat allison1 allnight allstate alpha123 alphabet alterego amanda123
        amateurs ambrosia america1 amethyst amsterda amsterdam anaconda anakonda anastasi anastasiya andrew123 android1
        andromed andromeda andyod22 angel123 angel666 anhyeuem anna2614 antelope anthony1 anthony2 anthony7 antigone
        apollo11 apollo13 apple123 applepie aquarius arcangel archange archangel architec argentin arizona1 armageddon
        armagedon armstron arsenal1 arsenal123 as123456 asd12345 asd123456 asdasd123 asdf1234 asdfasdf asdfasdf1
        asdffdsa asdfg123 asdfgh01 asdfghjk asdfghjkl asdfghjkl1 asdfqwer asdfzxcv asdqwe123 ashley123 asmodeus
        aspirine atlanta1 atlantis atreides augustin austin31 austin316 australi autumn123 autumn2020 autumn2021
        autumn2022 autumn2023 autumn2024 autumn2025 autumn2026 avalanch avalanche awesome1 azerty123 azertyui
        azertyuiop azsxdcfv babemagn babemagnet baberuth babybear babyblue babycake babydoll babyface babygirl
        babygirl1 babygirl123 babylon5 babylove backbone backdoor badabing bajingan baltimor banana123 baracuda
        barbados barbara1 barcelon barcelona barcelona1 barefeet barefoot baritone barselona baseball baseball1
        basketba basketbal batman12 batman123 bcfields beachbum bearcats beatles1 beautifu beckham7 beefcake beethove
        bellagio bendover benessere bergkamp bernhard bettyboo bettyboop bigblack bigblock bigbooty bigbucks bigdaddy
        bigmoney bigpoppa bigtruck billabon billabong billybob billyboy binladen biohazard bionicle birthday4 bismarck
        bismilla bismillah blackbelt blackberry blackbir blackbird blackcat blackdog blackhaw blackhawk blackice
        blackjac blackjack blacklab blackops blackout blahblah blessed1 blessing blink182 blizzard blondinka blue1234
        bluebell blueberr bluebird blueeyes bluefish bluejays bluemoon bluenose bluesman bluestar bobafett bobdylan
        bobmarley bollocks bonehead bonethug bookworm boomboom borabora bordeaux borussia bradley1 brandon1 bravehea
        braveheart brighton broncos1 brooklyn browndog brucelee bubba123 bubblegum bubbles1 buckeye1 buckeyes buckshot
        buckwhea budapest buddy123 buddyboy buddydog budlight budweise budweiser buffalo1 bugsbunn bukowski bulldawg
        bulldog1 bulldogs bullfrog bullseye bullwink bunghole businessbabe buster12 butterfly1 bynthytn cabernet
        cadillac caliente californ caligula calimero callisto callofduty camaross cambiami cambridg cameltoe cameron1
        candyman cannabis cannibal cannonda cantona7 capetown capital1 capitals capoeira capricor capricorn capslock
        captain1 cardinal care1839 carebear carlitos carnival carolina carpedie carpediem carpente cartman1 cartoons
        casablanca casanova cashflow cashmone cashmoney catfight catherin catwoman cavalier cbr900rr cdtnkfyf cerberus
        cfitymrf chainsaw challeng champion changeit123 changeme changeme1 changeme123 chargers charisma charles1
        charlie1 charlie123 charlie2 charlott charlton checkers checkmat cheerleaers cheese123 chelsea1 chelsea123
        cherokee cherries cheshire chester1 chevelle chevrole chevrolet chevys10 chewbacc cheyenne chicago1 chicken1
        chickens chickenwing101 chipmunk chocolat chocolate1 choochoo chopper1 choppers chris123 chrisbln christia
        christin christma christop christophe chrysler chuckles churchil cinnamon citibank civilwar cjkysirj clarinet
        claudia1 claymore cleopatr clevelan clippers close-up cnfybckfd cobra427 cocacola coffee123 coldbeer coldplay
        colombia colorado coltrane comanche comicbookdb commande commando computer computer1 computer123 concorde
        concrete consumer contortionist contrasena control1 cookie123 cooldude coolgirl coolhand coolness copenhag
        corleone cornhole correct-horse-battery-staple correcthorsebatterystaple corvet07 corvette corvette1 costaric
        cosworth coventry cowboys1 cowboyup crazybab crazyman creampie creative creepers crescent cricket1 crjhgbjy
        crusader crystal1 culinary cutiepie cvbhyjdf cyclones cygnusx1 cynthia1 daedalus dagobert daisydog dallas22
        daniel12 daniel123 dannyboy daredevi daredevil darkange darkangel darklord darkness darkside darkstar darthvad
        david123 daydream dbrnjhbz deadhead deadpool deadspin death666 deathnote deborah1 december1 deepthro deepthroat
        deerhunt deeznuts deeznutz default1 default123 defender deftones delpiero demo1234 demodemo demon666 derparol
        designer desperado destiny1 detectiv detroit1 devil666 devildog devilman devilmaycry dfcbkbcf dfktynby
        dfktynbyf diamante diamond1 diamonds dietcoke digital1 dilbert1 dilligaf dima1995 dingdong dinosaur dipstick
        dirtbike dirtydog discover dkflbckfd dkflbvbh doberman dodgeram dodgers1 doghouse dogpound dolemite dolphin1
        dolphins domenico dominika dominion dominiqu dontknow doomsday doorknob dortmund doughboy douglas1 downhill
        dragon01 dragon12 dragon123 dragon69 dragonba dragonfl dragonfly dragrace dragster dreamcas dreamcast dreamer1
        dropkick drowssap drpepper drummer1 dthjybrf dtkjcbgtl dtxyjcnm duracell dutchess dutchman dynamite earnhard
        earthlin earthlink eastside eastwood eatmenow eclipse1 edcrfvtgb eggplant eightbal einstein ejaculation
        ekaterina elcamino eldiablo eldorado electric electron elephant elisabet elizabet elizaveta elvis123 embalmer
        enforcer engineer england1 enter123 enternow enterpri enterprise erection ericsson escalade escorpio espresso
        eternity ethernet euphoria evanescence evangeli evangelion evergree everlast everques everton1 evildead
        evolutio example1 excalibu excalibur explorer facebook facebook1 facebook123 fairlane falstaff family123
        fandango fantasia fantasti fantasy1 fantomas farscape favorite2 favorite6 fearless feathers february1 feelgood
        fellatio ferrari1 fgtkmcby fhvfutljy fidelity finalfantasy firebird fireblad fireblade firefigh firehawk
        fireman1 firestar firestorm firewall fishbone fishcake fisherma fisherman fishface fishhead fishing1 fishtank
        fivestar fkbyjxrf fktrcfylh fktrcfylhf fktyeirf flamengo flamingo flashman flathead flexible flipflop flipper1
        florida1 flounder flower123 flvbybcnhfnjh flyers88 football football1 football123 fordf150 fordf250 fordf350
        fordtruc foreplay foreskin forever1 formula1 forsaken fortnite fortnite1 fortnite123 foxylady francesc francisc
        frank123 frankie1 freckles fred1234 frederik freebird freedom1 freedom123 freedom2 freefall freeuser freewill
        frenchie friday13 friends1 friendster front242 frontier fruitbat fujifilm fullback fullmoon funstuff funtimes
        futurama futyn007 fyfcnfcbz fyfnjkbq fynjybyf fyutkbyf fyutkjxtr gabriel1 gabriell gallaries gamecube gameover
        gandalf1 gangster gannibal garfield gargoyle gateway1 gateway2 gatorade gbhfvblf geibcnbr general1 genesis1
        george123 georgia1 germany1 geronimo gesperrt getmoney gfgfvfvf gfhjkm12 gfhjkm123 gfhjkmgfhjkm ghbdtn123
        ghbdtnbr ghbdtndctv ghbdtnrfrltkf ghblehjr ghbywtccf ghhh47hj7649 ghjcnbnenrf ghjcnjgfhjkm ghjcnjnfr ghjdthrf
        ghjnjnbg ghjuhfvvf ghostrider gianluca gigabyte girfriend gizmodo1 gladiato gladiator glendale glennwei
        gn56gn56 gobigred godbless godfathe godfather godisgood godsmack godspeed godzilla gogators goldeney goldeneye
        goldfing goldfish goldrush goldstar goldwing good123654 goodgirl goodlife goodluck goodtime goodyear google123
        google1234 gordon24 gorillaz gotohell graywolf greatone greedisgood green123 greenbay greenday greenman
        greentea gregory1 greywolf groupd2013 gsxr1000 gtnhjdbx guardian guest123 guest1234 guillaum guillerm guinness
        halflife hallo123 hallowee handyman hannibal happines happy123 happyday happyman hardrock hardwood harrypotter
        hattrick hawaii50 hawaiian hawkeyes hawthorn hayabusa heather1 heather2 hedgehog heineken heinlein hellfire
        hello123 hello1234 hellohel hellohello hellokitty helloworld helloworld1 hellsing hellyeah hercules herewego
        hernande hershey1 hetfield highbury highheel highland highlander highlife hillbill hillside hogwarts hollywoo
        homebrew homemade homepage honda123 hondacbr honeybee honeybun honeydew hongkong honolulu hooligan hoosiers
        horseman horsemen hotbabes hotgirls hotstuff hounddog housewife housewifes houston1 htubcnhfwbz hugoboss
        hulkster hunter12 hunter123 hurrican huskers1 hyperion ibilltes icecream icehouse idontkno idontknow ignatius
        ihateyou ilikepie illmatic illusion ilovegod ilovejesus iloveme1 ilovemom iloveu123 iloveyou iloveyou!
        iloveyou1 iloveyou12 iloveyou123 iloveyou2 ilya1234 immortal implants imtheman india123 infiniti infinity
        insomnia inspiron instagram instagram1 interacial intercourse internet internet1 internet123 intrepid intruder
        inuyasha invictus iphone123 ireland1 irishman ironmaiden ironman1 islander istanbul istheman italiano iverson3
        j3qq4h7h2v jackson1 jackson5 jakester james007 james123 jamesbon jamesbond january1 japanees jasmine1 jayhawks
        jediknig jeepster jefferso jeffrey1 jellybea jellybean jennifer1 jessica1 jessica123 jessica2 jesus123 jesus777
        jesuschrist jiggaman johannes johncena johndeer johngalt johnson1 jordan123 jordan23 josephin joshua123
        joystick junkmail jupiter1 jupiter2 just4fun justdoit justice1 justin123 justinbieber juventus juventus1
        kakashka kamasutra kamikadze kamikaze kangaroo karolina katarina katerina kawasaki kazanova kazantip kcchiefs
        kcj9wx5n kenneth1 kennwort kenworth kevin123 keyboard keystone kfcnjxrf kickflip kikimora killbill killer12
        killer123 kingfish kingkong kingston kissmyas kittycat kittykat kjrjvjnbd kleopatra klondike knickerless
        knickers knockers knuckles komputer konstantin kordell1 koroleva krasotka kristen1 kristin1 krokodil l58jkdjp!
        labrador lacrimosa lacrosse ladybird lakeside lakewood lalakers lambchop lamborghini lancelot landrove lapochka
        laracroft laserjet lasvegas lavalamp leavemealone lebowski lebron23 leedsutd left4dead lemonade lenochka
        leonidas letmein! letmein1 letmein123 letmein2 letmeinn letmesee letsdoit lfitymrf libertad liberty1 lifehack
        lighthou lightnin lightning lilwayne limewire lincoln1 lineage2 linkedin linkedin1 lionhear lionheart lionking
        littlema livelife liverpoo liverpool liverpool1 livewire ljxtymrf lkjhgfdsa lockdown lockerroom login123
        login1234 logitech lokomotiv lol12345 lollipop lollypop lonesome lonestar lonewolf longdong longhair longhorn
        longjohn longshot losangel losangeles love1234 lovehate lovelife lovelove lovely123 loveme123 loverboy loverman
        loveyou1 lowrider lozinka123 lucky123 luckydog luckyone ludacris lunchbox macaroni macdaddy macgyver macintos
        mackenzi madagaskar madala11 madison1 madonna1 magellan magic123 magician magicman mahalkita mailcreated5240
        majestic makaveli makeitso maksimka mallorca mallrats mamacita mamapapa mamochka manager1 manchest manchester
        mandarin mandingo mandrake manhatta mannheim manunited maradona marajade marathon marauder marcello marcius2
        margarit marijuan marijuana mariners marines1 marino13 mariposa marishka market123 marlboro marseill marseille
        maryjane masamune maserati mash4077 master12 master123 masterbaiting masterbate masterbating mastermi
        mastermind masturbation matchbox matthew1 matthias maurizio maverick maximilian maximus1 maxpayne maxpower
        maxwell1 mazafaka mazda323 mazda626 mazdarx7 meathead meatloaf mechanic megadeth megatron melanie1 melissa1
        meowmeow mephisto mercedes mercedes1 mercury1 meridian mersedes messi123 metallic metallica metallica1 michael1
        michael123 michael2 michele1 michelle1 michigan microlab microphone microsof microsoft midnight mike1234
        milamber milhouse milkyway millenium millwall minecraft minecraft1 minecraft123 minimoni minnesot mischief
        misfit99 mississi mistress mnbvcxz1 modelsne mojojojo molly123 mollydog monalisa money123 moneyman mongoose
        monkey12 monkey123 monkey69 monkeybo monkeyboy monkeyman monolith monopoly monster1 montana1 montecar
        montecarlo monterey montgom240 montreal montrose moonbeam moonligh moonlight moonshin morozova morpheus
        morrowind mortgage morticia mortimer motdepasse motherfu motherlode motocros motocross motorcyc motorola
        mountain mudvayne muffdive multiplelo munchkin mushroom musicman mustang1 mustang2 mustang5 mustang6 mustangs
        myfriend mynameis myshop123 myspace1 mystore1 myxworld nancy123 naruto123 nascar24 nastenka natalie1 natascha
        natasha1 natedogg nathanie naughty1 nautilus navigato navigator navyseal ncc1701a ncc1701d ncc1701e ncc74656
        nebraska needforspeed nemesis1 nemrac58 netscape nevermin nevermind nevermore newcastl neworder newport1
        newproject2004 newstart newyork1 nicole123 nightmar nightowl nightwin nightwish nineinch ninja123 nintendo
        nirvana1 nocturne nokia123 nokia5130 nokia5230 nokia5530 nokia5800 nokia6233 nokia6300 nokian73 noname123
        nonmembe normandy nosferatu nostromo notebook nothing1 nothing123 notredam nounours november1 novikova
        nthvbyfnjh ntktdbpjh nuttertools nwo4life nygiants oblivion obsidian omegared opendoor operator optimist
        optiplex orders123 outsider overkill overlord owner123 p0015123 p0o9i8u7 p4ssw0rd p@$$w0rd p@ssw0rd p@ssw0rd!
        p@ssw0rd1 p@ssword p@ssword1 pa$$w0rd pa$$word pa55w0rd pa55word packers1 paintbal pakistan paladin1 pallmall
        palmtree panasoni panasonic panorama pantera1 panther1 panthers papabear papamama paperino papillon paradigm
        paradise paramedi paramore parlament parola123 parsifal partizan pasadena pass1234 pass12345 pass123456
        pass1word pass@123 pass@1234 passpass passpass1 passw0rd passw0rd! passw0rd1 passwor1 password password!
        password. password0 password00 password01 password1 password1! password11 password12 password123 password123!
        password1234 password12345 password123456 password2 password2018 password2019 password2020 password2021
        password2022 password2023 password2024 password2025 password2026 password22 password9 password99 password@123
        passwordpassword passwords passwort passwort1 passwort123 patches1 pathfind patrick1 patriots patrizia pavement
        pavilion peaches1 pearljam peekaboo pegasus1 penetration penguin1 penguins pennstat pennywis penthous peregrin
        perfect1 pertinant peterbil peterpan petrovich phantom1 pharmacy phialpha philippe phillies phoenix1 pianoman
        pictuers piercing pimpdadd pimpdaddy pineappl pineapple pinetree pingpong pinkfloy pinkfloyd pinnacle pipeline
        pippen33 piramida pitchers pizzahut pizzaman plastics platinum platypus playboy1 playboy2 playmate playstat
        playstation playtime plymouth poiuytrewq pokemon1 pokemon123 polniypizdec0211 pontiac1 poohbear pool6123
        poontang poophead popcorn1 porkchop porsche1 porsche9 porsche911 portland portugal poseidon power123 powerman
        preacher precious predator prelude1 presario presiden princesa princess princess1 princess123 princeto pringles
        private1 priyanka pufunga7782 pumpkin1 pumpkins punisher punkrock puppydog pyramid1 q1234567 q12345678
        q123456789 q1q2q3q4 q1q2q3q4q5 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 q2w3e4r5 qawsedrf qawsedrftg qaz123wsx qazwsx12
        qazwsx123 qazwsxed qazwsxedc qazwsxedc1 qazwsxedc123 qazwsxedcrfv qazxsw123 qazxswedc qq123456 quant4307s
        qw123456 qwaszx12 qwe123456 qwe123qwe qweasd123 qweasdzx qweasdzxc qweasdzxc123 qwedsazxc qweqwe123 qwer1234
        qwer12345 qwerasdf qwerasdfzxcv qwert123 qwert12345 qwerty1! qwerty11 qwerty12 qwerty123 qwerty1234 qwerty12345
        qwerty123456 qwerty13 qwerty2020 qwerty2021 qwerty2022 qwerty2023 qwerty2024 qwerty2025 qwerty78 qwerty99
        qwertyui qwertyuio qwertyuiop qwertyuiop1 qwertz123 r2d2c3po radiohea radiohead ragnarok raiders1 rainbow1
        rainbow6 rainbows raindrop rainyday raistlin rammstei rammstein ramstein rangers1 rapunzel rasputin rastaman
        raymond1 rb26dett rdfhnbhf realmadrid rebecca1 reckless redalert redbaron reddevil reddwarf redheads redlight
        redskins redstorm redwings reloaded remingto renegade revival47 revoluti revolver rewq4321 rfgbnjirf rfhfvtkmrf
        rfhfylfi rfhlbyfk rfhnjirf rfnthbyf rfntymrf rfvfcenhf rhbcnbyf rhfcfdbwf rhfcjnrf rhjrjlbk rhtdtlrj riccardo
        richard1 rickster riffraff rightnow riverrat riversid rjhjktdf rjirfrgbde rjycnfynby rktjgfnhf roadkill
        roadking roadrunn roadrunner roadster robert123 roblox123 robotech robotics rockford rockhard rocknrol
        rocknroll rockstar rocky123 rolltide romashka ronaldinho ronaldo7 roosters root1234 rootbeer rootroot rosebud1
        rosewood rt6ytere runescape rush2112 rushmore russell1 russian7 rustydog sabrina1 sailboat salamander salasana
        saltydog salvator samadams samantha sammy123 sammydog sample123 samsung1 samsung123 sandiego sandman1 sandrine
        sanity72 santacru sapphire sarajevo saratoga sasha123 sasha_007 satan666 sausages saxophon scarface scheisse
        scirocco scoobydo scoobydoo scooter1 scorpio1 scorpion scorpions scotland scrabble scrapper screamer screwyou
        seahawks seahorse sealteam sebastia secret123 secret1234 secure123 security security1 seductive segblue2
        seinfeld seminole semperfi senators senha123 sentinel sephirot sephiroth septembe serenity sergbest sersolution
        service1 sevenof9 sfgiants shadow12 shadow123 shamrock shaney14 shannon1 sheepdog sherlock shevchenko shinigami
        shop1234 shopshop shotokan showtime shredder sidekick sigmachi silverad silverado simpsons singapor sinister
        sithlord sk8ordie skateboard skeeter1 skinhead skipper1 skittles skorpion skydiver skywalke skywalker slamdunk
        slapnuts slapshot slimshad slimshady slipknot slippery slowhand smackdow smackdown smashing smeghead smirnoff
        smirnova smoke420 smoothie snapshot sneakers snickers snoopdog snoopdogg snowbird snowboar snowboard snowflak
        snowflake snowman1 snuggles soccer10 soccer11 soccer12 socrates softball softtail software sojdlg123aljg
        sokolova solitude solnishko songbird sonyericsson sooners1 sopranos soso123aljg souk1234 soulmate southpar
        southpark southpaw southside spaceman sparhawk sparkles spartan1 spartan117 spartans special1 specialk spectrum
        spencer1 spiderma spiderman spiderman1 spiderman123 spitfire splinter spongebo spongebob spring123 spring2020
        spring2021 spring2022 spring2023 spring2024 spring2025 spring2026 sprinter sprocket squerting squirrel srinivas
        stallion stanislav stanley1 starbuck starbucks starcraf starcraft stardust starfire starfish stargate starligh
        starlight starlite starship start123 startrek starwars starwars1 starwars123 steelers stephani stephen1
        stewart1 stickman stigmata stiletto stinger1 stingray stocking stonecol stonecold stonewal stoppedby store123
        store1234 stranger stratfor strawber strawberry streaming stripper sublime1 submarin success1 summer123
        summer2020 summer2020! summer2021 summer2022 summer2023 summer2024 summer2025 summer2026 summer69 summer99
        sundance sunderla sundevil sunflowe sunflower sunlight sunnyday sunshine sunshine1 sunshine123 super123
        superadmin superbow superfly superman superman1 superman123 supernov supernova supersonic supersta superstar
        superuser surveyor survivor svetlana sweetnes sweetness sweetpea swimming swinging swordfis swordfish sylveste
        syncmaster syracuse sysadmin tacobell taekwondo tailgate talisman tamerlan tampabay tangerin tarheels tazmania
        teacher1 technics teddybea teddybear telephon temp1234 temporary temppass temptress tenerife tennesse tequiero
        terminat terminator terrapin terriers test1234 test12345 test123456 tester123 testing1 testing123 testtest
        thailand thanatos thankyou thebeast thedoors theforce thegreat thequickbrownfox therock1 thething thetruth
        thirteen thisisit thomas123 threesom thuglife thumbnils thumper1 thunder1 thunderb tiberian tiberius tickling
        ticklish ticktock tiffany1 tiger123 tigercat timelord timothy1 timoxa94 tinkerbe tinkerbell tkbpfdtnf
        tokiohotel tomahawk tommyboy tonyhawk tooltime toonarmy toor1234 topolino topsecret toriamos tortoise tottenha
        tottenham toulouse toyota123 trailers translator traveler treasure treefrog trfnthbyf triangle trinitro
        trinitron trinity1 triplets trombone trooper1 trouble1 trousers trucking trueblue truelove truffles trumpet1
        trustno1 trustnoone tunafish turkey50 twilight ultimate umbrella uncencored underdog undertak undertaker
        undertow universa ursitesux user1234 username username1 usmarine utahjazz vacation vagabond valentin valentina
        valeriya valhalla valkyrie valleywa vampire1 vancouve vanessa1 vanguard vanhalen vasilisa vauxhall vendetta
        verbatim veronika verygood vfhbyjxrf vfhnsirf vfhufhbnf vfitymrf vflfufcrfh vfntvfnbrf vfpfafrf vfrcbvrf
        vfvfgfgf victory1 viewsoni viewsonic vikings1 viktoria viktoriya vincent1 violator violetta vipergts vivitron
        vjqgfhjkm vkontakte vladimir vladislav vodafone volkswag volkswagen volleyba voyager1 vqsablpzla vsjasnel12
        wachtwoord waffenss wanderer wapapapa warcraft warcraft3 wareagle warhamme warhammer warrior1 warriors washingt
        waterboy waterfal waterloo waterski wdtnjxtr weare138 webhompas webmaste webmaster websol76 websolutions
        wednesda welcome! welcome1 welcome1! welcome12 welcome123 welcome1234 welcome2 welcome2020 welcome2021
        welcome2022 welcome2023 welcome2024 welcome2025 welcome2026 welcome@123 wellingt werewolf westside westwood
        wg8e3wjf whatever whatever1 whatever123 whatsapp whiplash whiskers whistler whiteboy whiteout whitesox whocares
        whoknows wildbill wildcard wildcats wildfire wildwood william1 windmill windows1 windows10 windsurf wingchun
        wingzero winston1 winter123 winter2020 winter2021 winter2022 winter2023 winter2024 winter2025 winter2026
        winter99 wishbone wolfgang wolfpack wolverin wolverine wonderboy wonderfu woodland woodstoc woodstock woodwork
        woofwoof wp2003wp wrangler wrestlin wrinkle1 wrinkles yamaha123 yamahar1 yankees1 yankees2 yaroslav yeahbaby
        yfcntymrf yfnfitymrf yjdsqgfhjkm yogibear yosemite yourmama youtube123 ytngfhjkz z1234567 z123456789 z1x2c3v4
        z1x2c3v4b5 zachary1 zanzibar zaq12345 zaq12wsx zaq1xsw2 zaq1zaq1 zaqwsxcde zaqxswcde zeppelin zerocool zildjian
        zxasqw12 zxcasdqwe zxcasdqwe123 zxcv1234 zxcvasdf zxcvb123 zxcvb12345 zxcvbnm, zxcvbnm1 zxcvbnm123
        zxcvbnmasdfghjkl
        """
}
