// Says a moment by the clock of whoever reads, where that is another than the one it is told by.
// The element holds the sentence with a place for the moment: "Where you are: {moment}".
export function start(root) {
  for (const element of root.querySelectorAll("time[data-local-time]")) {
    const moment = new Date(element.dateTime);
    const language = document.documentElement.lang;
    const told = inZone(moment, language, element.dataset.zone);
    const here = inZone(moment, language);
    if (told && here && told !== here) {
      element.textContent = element.dataset.localTime.replace("{moment}", here);
      element.hidden = false;
    }
  }
}

function inZone(moment, language, timeZone) {
  try {
    return new Intl.DateTimeFormat(language === "fa" ? "fa-IR" : "en-GB", {
      dateStyle: "long",
      timeStyle: "short",
      timeZone,
    }).format(moment);
  } catch {
    return "";
  }
}
