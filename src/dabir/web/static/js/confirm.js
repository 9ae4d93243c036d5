// A link with data-dialog leads to a page that asks before an act. Here the asking part of that page
// opens as a dialog instead; whatever goes wrong, the link is followed as if there were no scripts.
export function start(root) {
  for (const link of root.querySelectorAll("a[data-dialog]")) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
        return;
      }
      event.preventDefault();
      try {
        await open(link);
      } catch {
        location.assign(link.href);
      }
    });
  }
}

async function open(link) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const asks = page.querySelector("[data-confirm]");
  if (!answer.ok || !asks) {
    throw new Error("The page does not ask anything.");
  }
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const title = asks.querySelector("h1, h2");
  if (title) {
    title.id = "dialog-title";
    dialog.setAttribute("aria-labelledby", title.id);
  }
  dialog.append(...asks.childNodes);
  for (const form of dialog.querySelectorAll("form")) {
    form.action = form.getAttribute("action") || answer.url;
    for (const way of form.querySelectorAll("a.button")) {
      way.addEventListener("click", (event) => {
        event.preventDefault();
        dialog.close();
      });
    }
  }
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  document.dispatchEvent(new CustomEvent("dabir:fragment", { detail: dialog }));
  dialog.showModal();
}
