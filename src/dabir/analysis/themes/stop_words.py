"""Words that carry no theme: articles, pronouns, auxiliaries and the like, by language.

Each is written here as people write it; what is compared are folded words. Written for this
purpose: closed word classes only, for a word of substance may be a theme in one docket.
"""

ENGLISH = """
a about above after again against all almost along already also although always am among an and
another any anyone anything are aren't around as at away back be became because become been before
behind being below between both but by came can can't cannot come could couldn't did didn't do does
doesn't doing don't done down due during each either else enough even ever every everyone
everything few first for from further get gets give given go goes going got had hadn't has hasn't
have haven't having he her here hers herself him himself his how however i i'd i'll i'm i've if in
indeed instead into is isn't it it's its itself just keep least less let let's like made make makes
making many may maybe me might mine more most much must my myself neither never no nobody none nor
not nothing now of off often on once one ones only onto or other others otherwise our ours
ourselves out over own per perhaps please put quite rather really same see seem seems several shall
she should shouldn't since so some someone something sometimes still such take than that that's the
their theirs them themselves then there there's therefore these they they're thing things this
those though through throughout thus to together too toward towards two under unless until up upon
us use used uses using very was wasn't way we we're well went were weren't what whatever when where
whether which while who whole whom whose why will with within without won't would wouldn't yes yet
you you'd you'll you're your yours yourself s t d ll m re ve
"""

PERSIAN = """
از را که این با برای است هست شد شود شده می آن های ها تا بر هر یا نیز خود باید نباید کرد کند کرده
کنند کنیم کنم اند بود بوده باشد باشند نباشد ما شما من تو او وی ایشان آنها آنان اینها نمی پس چه اگر
هم در به و یک دو سه چند همه هیچ دیگر دیگری بین میان روی زیر بالای پیش بعد قبل سپس زیرا چون چرا
چگونه کجا کی آیا بلکه بلی آری خیر نه نیست نیستند هستند هستم هستیم دارد دارند داریم دارم ندارد
ندارند داشت داشته خواهد خواهند خواهیم شوند نشود نشده گردد گردید گردیده میشود میشوند نمیشود
میکند میکنند میکنیم میکنم نمیکند میتواند میتوانند میتوان میباشد میباشند بایستی شاید توسط طبق
مثل مانند همچون همچنین همین همان چنین چنان البته اما ولی لیکن ضمن طی جهت بنابراین لذا حتی فقط
تنها بسیار خیلی بیشتر کمتر بیش کم برخی بعضی بدون غیر نسبت مورد درباره پیرامون علیه اینکه آنکه
چنانچه هرچند اگرچه گرچه وقتی هنگام زمانی جایی ای اینجا آنجا اکنون حالا هنوز همواره همیشه گاهی
هرگز دوباره باز بار نوع طور صورت عنوان وجود توجه انجام قرار حال شما کردن شدن بودن دادن داده داد
دهد دهند بدهد میدهد گرفت گرفته گیرد بگیرد خواهش لطفا الان یعنی
"""

ARABIC = """
في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين اللذان اللتان اللواتي ما لا لم لن قد كان كانت
كانوا يكون تكون ليس ليست أن إن إنه إنها أنه أنها لأن لأنه كأن لكن ولكن أو أم ثم بل حتى إذا إذ لو
لولا كما كل كلا بعض غير سوى بين عند عندما بعد قبل فوق تحت أمام خلف حول خلال منذ دون ضد نحو لدى هو
هي هم هن أنا نحن أنت أنتم به بها بهم له لها لهم لنا لي فيه فيها فيهم منه منها منهم عليه عليها
عليهم إليه إليها عنه عنها هنا هناك حيث كيف متى أين لماذا ماذا أي أية أيضا فقط جدا يجب ينبغي يمكن
وهو وهي وقد ولا وما ومن وفي وعلى وأن وإن وكان فإن فقد فلا بما مما عما لما كذلك وذلك مثل أكثر أقل
هل نعم سوف تم يتم
"""

FRENCH = """
a afin ai aie ainsi alors ans après as assez au aucun aucune aujourd'hui auquel aussi autre autres
aux auxquels avaient avait avant avec avez avoir avons c ça car ce ceci cela celle celles celui
cependant ces cet cette ceux chaque chez ci comme comment contre d dans de déjà depuis des dès deux
devait devoir devra devrait devraient doit doivent donc dont du duquel elle elles en encore entre
est et étaient était étant été être eu eux faire fait faites faut fois font grâce hors ici il ils j
je jusqu jusque l la là laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma
mais me même mêmes mes mettre mien moi moins mon n ne ni non nos notre nous nouveau on ont or ou où
par parce parfois parmi pas pendant peu peut peuvent peux plus plusieurs plutôt pour pourquoi
pourra pourrait pouvoir près puis puisque qu quand que quel quelle quelles quelque quelques quels
qui quoi rien s sa sans sauf se selon sera serait seront ses seulement si sien sinon soi soient
soit sommes son sont sous souvent suis sur t ta tel telle telles tels tes toi ton toujours tous
tout toute toutefois toutes très trop tu un une vers voir vos votre vous vraiment y
"""

GERMAN = """
ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei
beide beim bereits bin bis bist da dabei dadurch dafür daher damit danach dann daran darauf daraus
darf darin darüber das dass dazu dein dem den denen denn der deren des deshalb dessen die dies
diese diesem diesen dieser dieses doch dort du durch dürfen ein eine einem einen einer eines einige
einigen er erst es etwa etwas euch euer für ganz gar gegen gegenüber gibt hab habe haben hat hatte
hatten hätte hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins ist ja
jede jedem jeden jeder jedes jedoch jetzt kann kein keine keinem keinen keiner können könnte
könnten machen man mehr mein meine meisten mich mir mit möchte muss müssen müsste nach nicht nichts
noch nun nur ob oder ohne schon sehr sei seid sein seine seinem seinen seiner seit selbst sich sie
sind so sogar solche solchen soll sollen sollte sollten somit sondern sonst sowie über um und uns
unser unsere unseren unter viel viele vielen vom von vor wann war waren warum was wegen weil weiter
welche welchem welchen welcher wenn wer werde werden wie wieder will wir wird wo wohl wollen wurde
wurden würde würden zu zum zur zwar zwischen
"""

SPANISH = """
a al algo algunas algunos ante antes como con contra cual cuando de del desde donde durante e el
ella ellas ellos en entre era es esa esas ese eso esos esta está están estar estas este esto estos
fue fueron ha haber había han hasta hay la las le les lo los más me mi mis mucho muchos muy nada ni
no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pues puede
pueden que qué quien se sea ser si sí sido sin sobre son su sus también tan tanto te tiene tienen
todo todos tu un una uno unos y ya yo
"""

BY_LANGUAGE = {
    "en": ENGLISH,
    "fa": PERSIAN,
    "ar": ARABIC,
    "fr": FRENCH,
    "de": GERMAN,
    "es": SPANISH,
}
