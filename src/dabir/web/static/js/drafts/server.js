// Asking the server to keep unsent words. Answers are objects with a `state`; null means that no
// answer came: no network, a server that is being started again, a proxy that speaks for it.
const ADDRESS = "/unsent/";
const PATIENCE = 10_000;

export const person = document.body?.dataset.person ?? "";

async function answerOf(request) {
  try {
    const answer = await request;
    if (!answer.ok) {
      return answer.status < 500 ? { state: "unlike", status: answer.status } : null;
    }
    return await answer.json();
  } catch {
    return null;
  }
}

export async function ask(place) {
  const query = new URLSearchParams({ place, person });
  const answer = await answerOf(fetch(`${ADDRESS}?${query}`, { signal: AbortSignal.timeout(PATIENCE) }));
  if (answer?.token) {
    renew(answer.token);
  }
  return answer;
}

// After signing in anew the token of this page's forms is an old one.
function renew(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    field.value = token;
  }
}

function post(form, address, body, more) {
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value ?? "" };
  return answerOf(
    fetch(address, { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE), ...more }),
  );
}

async function posted(form, address, body, more = {}) {
  let answer = await post(form, address, body, more);
  if (answer?.status === 403 && (await ask(""))?.token) {
    answer = await post(form, address, body, more);
  }
  if (answer?.token) {
    renew(answer.token);
  }
  return answer?.state === "unlike" ? { ...answer, state: "trouble" } : answer;
}

// The heading is that of the form's page, under which the words are listed and opened again.
export function keepThere(form, place, values, known, leaving) {
  const heading = form.getAttribute("aria-label") ?? document.querySelector("h1")?.textContent ?? "";
  const address = new URL(form.action || location.href, location.href);
  const body = JSON.stringify({
    place,
    values,
    known,
    person,
    heading: heading.trim(),
    address: address.pathname + address.search,
  });
  // Browsers let little more than this go on when a page is left.
  return posted(form, ADDRESS, body, { keepalive: leaving && body.length < 60_000 });
}

export async function forgetThere(form, place) {
  return (await posted(form, `${ADDRESS}forget/`, new URLSearchParams({ place })))?.state === "none";
}
