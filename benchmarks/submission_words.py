"""Words and patterns of invented submissions, in English and Persian.

A pattern is words and {slots}; what fills a slot is a phrase of its list. ``{+name}`` takes the
phrase of the list that is for, and its opposite of the list against, when a stance is turned.
"""

ENGLISH = {
    "actor": """the ministry; the regulator; every operator; the committee; local councils; small
        publishers; the agency; hospitals; our universities; platform owners; the secretariat; large
        importers; the municipality; mobile carriers; rural schools; independent auditors; the court;
        consumer groups; public libraries; insurance firms; the inspectorate; service providers;
        banks and lenders; the working group; regional offices; the treasury; advertisers; data
        brokers; the parliament; co-operatives; newspapers; start-up companies; software vendors;
        the ombudsman; broadcasters; trade unions; freight companies; the railways; shopkeepers""",
    "do": """publish; review; limit; record; explain; postpone; fund; inspect; replace; translate;
        register; simplify; monitor; share; protect; restore; audit; disclose; license; measure;
        subsidise; withdraw; clarify; test; standardise; automate; archive; certify; reduce; extend;
        finance; supervise; restrict; encourage; redesign; document; separate; merge; enforce; repeal""",
    "adjective": """annual; temporary; technical; regional; confidential; automated; unclear;
        expensive; independent; local; outdated; foreign; digital; mandatory; voluntary; seasonal;
        medical; agricultural; industrial; personal; biometric; public; private; municipal; emergency;
        cross-border; long-term; short-term; low-income; high-speed; renewable; hazardous; historical;
        electronic; encrypted; coastal; urban; rural; statutory; commercial""",
    "noun": """reports; licences; fees; networks; records; contracts; deadlines; penalties; archives;
        complaints; procedures; subsidies; standards; audits; taxes; permits; data centres; pipelines;
        databases; tariffs; warnings; forms; budgets; appeals; training courses; inspections; maps;
        vehicles; water wells; power plants; consent notices; price lists; research grants; surveys;
        waiting lists; algorithms; cameras; pensions; textbooks; harbours; bridges; forests; quotas""",
    "place": """in every province; near the border; within the capital; on the coast; in remote
        villages; at each airport; across the country; in our district; inside schools; along the
        river; in hospitals; at the ports; in the northern towns; in industrial parks; on farms; in
        shared offices; outside the cities; in the eastern valleys; on trains; at public counters""",
    "time": """before next spring; within ninety days; every second year; after the pilot; by the end
        of winter; during the first quarter; without delay; each month; twice a year; before any vote;
        after consultation; within three weeks; from the coming autumn; until the review is complete;
        at least once a decade; during holidays; when demand peaks; as soon as funds allow""",
    "people": """pensioners; students; nurses; farmers; drivers; parents; researchers; tenants;
        journalists; translators; shop owners; engineers; fishermen; patients; teachers; artisans;
        migrants; young families; night workers; volunteers; beekeepers; musicians; programmers""",
    "effect": """lower the price of; slow down; improve; damage; double the cost of; make it harder to
        obtain; open the way to; put an end to; create confusion about; bring fairness to; delay;
        shorten the wait for; weaken trust in; simplify access to; raise questions about; protect""",
    "topic": """the draft regulation; the proposed rule; this bill; the new tariff plan; the licensing
        scheme; the data sharing order; the water allocation plan; the curfew on deliveries; the school
        meals programme; the drone corridor; the fishing quota; the rent cap; the toll road""",
    "story": """my sister; our neighbour; an old colleague; my employer; a friend of mine; my daughter;
        the owner of our building; our doctor; one of my students; my uncle""",
    "did": """waited four months for; paid twice for; was refused; never received; lost; finally
        obtained; could not find; had to travel far for; was told nothing about; complained about""",
    "for": """I support {topic}; I am in favour of {topic}; we endorse {topic}; I agree with {topic};
        this group approves {topic}""",
    "against": """I oppose {topic}; I am against {topic}; we reject {topic}; I do not agree with
        {topic}; this group disapproves {topic}""",
    "ask_for": """please adopt it; the committee should pass it; you should approve it in full; it must
        go ahead; vote for it""",
    "ask_against": """please reject it; the committee should not pass it; you should refuse it in full;
        it must not go ahead; vote against it""",
}

ENGLISH_PATTERNS = """
{actor} should {do} the {adjective} {noun} {place} {time}
we ask that {actor} {do} all {adjective} {noun} used by {people}
{people} {place} depend on {adjective} {noun} and on {noun}
unless {actor} {do} the {noun} , {people} will lose their {adjective} {noun}
{adjective} {noun} would {effect} {noun} {place}
{time} , {actor} must {do} {noun} and {do} the {adjective} {noun} of {people}
{story} {did} {adjective} {noun} {place} and nobody explained why
nobody has told {people} who will {do} their {noun} {time}
in my experience {adjective} {noun} {effect} {adjective} {noun}
it is {people} , not {actor} , who pay for {adjective} {noun}
{story} works with {people} and says that {noun} {effect} {noun} {time}
the cost of {adjective} {noun} {place} was never shown to {people}
"""

ENGLISH_STANCE = """
{+for} because it would {effect} {adjective} {noun}
on behalf of {people} {place} : {+for}
"""

ENGLISH_REQUEST = """
for all these reasons {+ask_for}
{time} , {+ask_for}
"""

ENGLISH_BOILERPLATE = """
dear members of the committee , thank you for the opportunity to comment on this proceeding ;
to whom it may concern : please accept the following as my formal comment in the docket named above ;
dear sir or madam , I write to you as a citizen and a voter who has followed this matter closely ;
thank you for your time and consideration . yours sincerely , a concerned citizen ;
this message may contain information that is confidential and is meant for the addressee alone . if
you received it in error please delete it and tell the sender . no reply is needed ;
I consent to the publication of this comment without my address . sent by means of a web form
"""

PERSIAN = {
    "actor": """وزارتخانه; سازمان تنظیم مقررات; هر بهره‌بردار; کمیسیون; شوراهای محلی; ناشران کوچک;
        شهرداری; بیمارستان‌ها; دانشگاه‌های ما; صاحبان سکوها; دبیرخانه; واردکنندگان بزرگ; اپراتورهای تلفن
        همراه; مدارس روستایی; حسابرسان مستقل; دادگاه; انجمن‌های مصرف‌کنندگان; کتابخانه‌های عمومی;
        شرکت‌های بیمه; بازرسی کل; ارائه‌دهندگان خدمت; بانک‌ها; کارگروه; ادارات استانی; خزانه‌داری;
        تعاونی‌ها; روزنامه‌ها; شرکت‌های نوپا; سازندگان نرم‌افزار; صداوسیما; اتحادیه‌های صنفی; راه‌آهن""",
    "do": """منتشر کند; بازبینی کند; محدود سازد; ثبت کند; توضیح دهد; به تعویق اندازد; تأمین مالی کند;
        بازرسی کند; جایگزین سازد; ترجمه کند; ساده کند; پایش کند; به اشتراک گذارد; حفاظت کند; بازسازی کند;
        ممیزی کند; افشا کند; اندازه بگیرد; پس بگیرد; شفاف سازد; آزمایش کند; یکسان سازد; بایگانی کند;
        گواهی کند; کاهش دهد; تمدید کند; نظارت کند; تشویق کند; بازطراحی کند; تفکیک کند; ادغام کند; لغو کند""",
    "adjective": """سالانه; موقت; فنی; منطقه‌ای; محرمانه; خودکار; مبهم; پرهزینه; مستقل; محلی; قدیمی;
        خارجی; رقومی; اجباری; داوطلبانه; فصلی; درمانی; کشاورزی; صنعتی; شخصی; زیستی; عمومی; خصوصی;
        اضطراری; فرامرزی; بلندمدت; کوتاه‌مدت; کم‌درآمد; پرسرعت; تجدیدپذیر; خطرناک; تاریخی; الکترونیکی;
        رمزگذاری‌شده; ساحلی; شهری; روستایی; قانونی; تجاری; پژوهشی""",
    "noun": """گزارش‌های; پروانه‌های; عوارض; شبکه‌های; سوابق; قراردادهای; مهلت‌های; جریمه‌های;
        بایگانی‌های; شکایت‌های; رویه‌های; یارانه‌های; استانداردهای; مالیات‌های; مجوزهای; مراکز دادهٔ;
        خطوط لولهٔ; پایگاه‌های دادهٔ; تعرفه‌های; هشدارهای; فرم‌های; بودجه‌های; دوره‌های آموزشی; نقشه‌های;
        خودروهای; چاه‌های آب; نیروگاه‌های; رضایت‌نامه‌های; فهرست‌های قیمت; کمک‌هزینه‌های; الگوریتم‌های;
        دوربین‌های; مستمری‌های; کتاب‌های درسی; بندرهای; پل‌های; جنگل‌های; سهمیه‌های; نظرسنجی‌های""",
    "place": """در همهٔ استان‌ها; نزدیک مرز; در پایتخت; در سواحل جنوب; در روستاهای دورافتاده; در هر
        فرودگاه; در سراسر کشور; در محلهٔ ما; درون مدرسه‌ها; کنار رودخانه; در بیمارستان‌ها; در بندرها; در
        شهرهای شمالی; در شهرک‌های صنعتی; در مزرعه‌ها; بیرون از شهرها; در دره‌های شرقی; در قطارها""",
    "time": """پیش از بهار آینده; ظرف نود روز; هر دو سال یک بار; پس از اجرای آزمایشی; تا پایان زمستان;
        در سه‌ماههٔ نخست; بی‌درنگ; هر ماه; سالی دو بار; پیش از هر رأی‌گیری; پس از مشورت; ظرف سه هفته; از
        پاییز آینده; تا پایان بازنگری; دست‌کم دهه‌ای یک بار; در ایام تعطیل; هنگام اوج تقاضا""",
    "people": """بازنشستگان; دانشجویان; پرستاران; کشاورزان; رانندگان; والدین; پژوهشگران; مستأجران;
        خبرنگاران; مترجمان; مغازه‌داران; مهندسان; ماهیگیران; بیماران; آموزگاران; صنعتگران; مهاجران;
        خانواده‌های جوان; شب‌کاران; داوطلبان; زنبورداران; نوازندگان; برنامه‌نویسان""",
    "effect": """ارزان می‌کند; کند می‌کند; بهتر می‌سازد; آسیب می‌زند; دوچندان می‌کند; دشوارتر می‌کند;
        هموار می‌سازد; پایان می‌دهد; مبهم می‌سازد; عادلانه‌تر می‌کند; به تأخیر می‌اندازد; کوتاه می‌کند; سست
        می‌کند; آسان می‌سازد; نگه می‌دارد""",
    "topic": """پیش‌نویس آیین‌نامه; قاعدهٔ پیشنهادی; این لایحه; طرح تعرفهٔ تازه; نظام صدور پروانه; دستور
        تبادل داده; طرح تخصیص آب; محدودیت ساعت حمل بار; برنامهٔ غذای مدارس; دالان پهپادها; سهمیهٔ صید;
        سقف اجاره; آزادراه عوارضی""",
    "story": """خواهرم; همسایهٔ ما; همکار قدیمی‌ام; کارفرمایم; یکی از دوستانم; دخترم; صاحب‌خانهٔ ما;
        پزشک ما; یکی از شاگردانم; عمویم""",
    "did": """چهار ماه در انتظار ماند; دو بار هزینه داد; پاسخ رد شنید; هرگز دریافت نکرد; از دست داد;
        سرانجام گرفت; پیدا نکرد; راه درازی رفت; بی‌خبر ماند; شکایت کرد""",
    "for": """من با {topic} موافقم; بنده موافق {topic} هستم; ما از {topic} حمایت می‌کنیم; اینجانب {topic}
        را تأیید می‌کنم; به نظر من {topic} قابل قبول است""",
    "against": """من با {topic} مخالفم; بنده موافق {topic} نیستم; ما از {topic} حمایت نمی‌کنیم; اینجانب
        {topic} را رد می‌کنم; به نظر من {topic} قابل قبول نیست""",
    "ask_for": """خواهشمندم آن را تصویب کنید; این متن باید اجرا شود; کمیسیون باید آن را بپذیرد; لطفاً به
        آن رأی مثبت دهید; اجرای آن ضروری است""",
    "ask_against": """خواهشمندم آن را رد کنید; این متن نباید اجرا شود; کمیسیون نباید آن را بپذیرد; لطفاً
        به آن رأی منفی دهید; اجرای آن ضروری نیست""",
}

PERSIAN_PATTERNS = """
{actor} باید {noun} {adjective} را {place} {time} {do}
درخواست داریم {actor} همهٔ {noun} {adjective} مورد استفادهٔ {people} را {do}
{people} {place} به {noun} {adjective} و نیز {noun} {adjective} وابسته‌اند
اگر {actor} {noun} {adjective} را {do} ، {people} زیان کمتری می‌بینند
{noun} {adjective} وضع {people} را {place} {effect}
{time} ، {actor} موظف است {noun} {adjective} را {do} و {noun} {people} را {do}
{story} برای {noun} {adjective} {place} {did} و کسی علت را نگفت
کسی به {people} نگفته است که {noun} {adjective} را چه کسی {time} بررسی می‌کند
به تجربهٔ من {noun} {adjective} کار {people} را {effect}
هزینهٔ {noun} {adjective} را {people} می‌پردازند نه {actor}
{story} با {people} کار می‌کند و می‌گوید {noun} {adjective} امور را {time} {effect}
هیچ‌گاه بهای {noun} {adjective} {place} به {people} گفته نشد
"""

PERSIAN_STANCE = """
{+for} زیرا {noun} {adjective} را {effect}
به نمایندگی از {people} {place} : {+for}
"""

PERSIAN_REQUEST = """
به همهٔ این دلایل {+ask_for}
{time} ، {+ask_for}
"""

PERSIAN_BOILERPLATE = """
با سلام و احترام ، از اینکه فرصت اظهار نظر دربارهٔ این موضوع را فراهم کرده‌اید سپاسگزارم ;
به نام خدا ، احتراماً نظر اینجانب در خصوص فراخوان یادشده به شرح زیر تقدیم می‌گردد ;
ریاست محترم کارگروه ، سلام علیکم ، پیرو اطلاعیهٔ منتشرشده مراتب زیر به استحضار می‌رسد ;
با تشکر از توجه شما و آرزوی توفیق روزافزون . با احترام ، یک شهروند ;
این پیام ممکن است حاوی اطلاعات محرمانه باشد و تنها برای گیرندهٔ آن است . چنانچه اشتباهی به دست شما
رسیده است آن را پاک کنید و فرستنده را آگاه سازید . نیازی به پاسخ نیست ;
اینجانب با انتشار این نظر بدون ذکر نشانی موافقت دارم . ارسال‌شده از طریق فرم اینترنتی
"""
