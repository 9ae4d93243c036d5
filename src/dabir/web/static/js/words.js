// What scripts say, in the language of the page. Kept here because static files have no catalogue.
const WORDS = {
  fa: {
    chooseDate: "انتخاب روز از تقویم",
    calendar: "تقویم",
    previousMonth: "ماه پیش",
    nextMonth: "ماه بعد",
    previousYear: "سال پیش",
    nextYear: "سال بعد",
    today: "امروز",
    close: "بستن",
    keys: "با کلیدهای جهت‌نما میان روزها بروید، با PageUp و PageDown میان ماه‌ها؛ Enter برمی‌گزیند و Esc می‌بندد.",
    draftRestored: "آنچه پیش‌تر نوشته بودید و نفرستاده بودید بازگردانده شد.",
    draftRestoredFrom: "آنچه نوشته و نفرستاده بودید (ساعت %) بازگردانده شد.",
    draftRestoredHere: "آنچه پیش‌تر نوشته بودید و نفرستاده بودید بازگردانده شد. فقط روی همین دستگاه نگه داشته شده است.",
    savedAgainAt: "ارتباط برقرار شد و دوباره ذخیره شد، ساعت %.",
    keptHereOnly: "ذخیره نشد: پاسخی از سرور نمی‌رسد. نوشتهٔ شما روی همین دستگاه نگه داشته شده است و دوباره تلاش می‌شود.",
    sending: "در حال فرستادن…",
    notSentKept: "فرستاده نشد: پاسخی از سرور نمی‌رسد. نوشتهٔ شما روی همین دستگاه نگه داشته شده است.",
    notSentStay: "فرستاده نشد: پاسخی از سرور نمی‌رسد. این صفحه را نبندید و پس از برقراری ارتباط دوباره بفرستید.",
    sendAgain: "دوباره بفرست",
    signedOut: "از سامانه بیرون رفته‌اید. نوشتهٔ شما روی همین دستگاه نگه داشته شده است.",
    signInElsewhere: "ورود در پنجره‌ای دیگر",
    somebodyElse: "اکنون شخص دیگری با این مرورگر وارد شده است. چیزی ذخیره یا فرستاده نمی‌شود.",
    goneElsewhere: "این نوشته در پنجره یا دستگاهی دیگر فرستاده یا دور ریخته شده است. آنچه اینجا مانده فقط روی همین دستگاه است.",
    writtenElsewhere: "در پنجره یا دستگاهی دیگر طور دیگری نوشته‌اید (%). تا یکی را برنگزینید چیزی ذخیره یا فرستاده نمی‌شود.",
    otherWindow: "در پنجره‌ای دیگر روی همین دستگاه طور دیگری نوشته بودید.",
    takeTheirs: "همان را بیاور",
    takeMine: "همین را که اینجاست نگه دار",
    draftDiscard: "دور انداختن",
    draftKeep: "نگه دار",
    savedAt: "ذخیره شد، ساعت %.",
    notSaved: "هنوز ذخیره نشده است؛ دوباره تلاش می‌شود.",
    draftLink: "پیوند این پیش‌نویس",
    proving: "مرورگر شما در حال انجام بررسی خودکار است…",
    provingToSend: "اندکی صبر کنید: پس از پایان بررسی خودکار فرستاده می‌شود…",
    proven: "بررسی خودکار انجام شد؛ آمادهٔ ارسال است.",
    notProven: "بررسی خودکار انجام نشد. می‌توانید بفرستید و با پیوندی که به رایانامهٔ شما می‌رسد تأیید کنید.",
    commentOnWords: "نظر دربارهٔ این عبارت",
    amendWords: "اصلاح این عبارت",
    selectedWords: "با عبارت انتخاب‌شده",
    selectedHow: "عبارتی انتخاب شد؛ دکمه‌های اصلاح و نظر پس از متن همین بند آمده است.",
    chooseWords: "انتخاب عبارت با صفحه‌کلید",
    chooseWordsHow: "متن این بند: با Shift و کلیدهای جهت‌نما عبارت را انتخاب کنید",
  },
  en: {
    chooseDate: "Choose a day from the calendar",
    calendar: "Calendar",
    previousMonth: "Previous month",
    nextMonth: "Next month",
    previousYear: "Previous year",
    nextYear: "Next year",
    today: "Today",
    close: "Close",
    keys: "Arrow keys move between days, PageUp and PageDown between months; Enter chooses, Esc closes.",
    draftRestored: "What you had written and not sent was brought back.",
    draftRestoredFrom: "What you had written and not sent (at %) was brought back.",
    draftRestoredHere: "What you had written and not sent was brought back. It is kept on this device only.",
    savedAgainAt: "The connection is back; saved again at %.",
    keptHereOnly: "Not saved: the server does not answer. Your words are kept on this device; trying again.",
    sending: "Sending…",
    notSentKept: "Not sent: the server does not answer. Your words are kept on this device.",
    notSentStay: "Not sent: the server does not answer. Leave this page open, and send again when the connection is back.",
    sendAgain: "Send again",
    signedOut: "You are signed out. Your words are kept on this device.",
    signInElsewhere: "Sign in in another window",
    somebodyElse: "Somebody else is signed in in this browser now. Nothing is saved or sent.",
    goneElsewhere: "These words were sent or thrown away in another window. What stands here is kept on this device only.",
    writtenElsewhere: "In another window or on another device you wrote otherwise (%). Nothing is saved or sent until you choose.",
    otherWindow: "In another window on this device you had written otherwise.",
    takeTheirs: "Take that one",
    takeMine: "Keep what is here",
    draftDiscard: "Discard it",
    draftKeep: "Keep it",
    savedAt: "Saved at %.",
    notSaved: "Not saved yet; trying again.",
    draftLink: "Link to this draft",
    proving: "Your browser is doing an automatic check…",
    provingToSend: "One moment: it is sent when the automatic check is done…",
    proven: "The automatic check is done; ready to send.",
    notProven: "The automatic check did not work. You can send, and confirm by a link that is mailed to you.",
    commentOnWords: "Comment on these words",
    amendWords: "Amend these words",
    selectedWords: "The words you selected",
    selectedHow: "Words are selected; the buttons to amend them follow the words of the clause.",
    chooseWords: "Select words by keyboard",
    chooseWordsHow: "The text of this clause: select words with Shift and the arrow keys",
  },
};

export const language = document.documentElement.lang.startsWith("fa") ? "fa" : "en";

export function say(name) {
  return WORDS[language][name];
}

export function icon(name) {
  const sprite = new URL("../icons/icons.svg", import.meta.url).pathname;
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", name.startsWith("chevron-") ? "icon icon-flips" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}
