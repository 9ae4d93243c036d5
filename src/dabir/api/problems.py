"""What goes wrong, as problem details (RFC 9457), in the language that was asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.together import NotKept

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """An answer that says what is wrong. `errors` name places in what was sent, by JSON pointer."""

    def __init__(
        self,
        status: int,
        title: str,
        *,
        detail: str = "",
        errors: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.status = status
        self.body: dict[str, object] = {"type": "about:blank", "status": status, "title": title}
        if detail:
            self.body["detail"] = detail
        if errors:
            self.body["errors"] = errors
        self.headers = headers or {}

    def answer(self) -> JsonResponse:
        """Return it as a response."""
        return JsonResponse(
            self.body,
            status=self.status,
            content_type=MEDIA_TYPE,
            headers=self.headers,
            json_dumps_params={"ensure_ascii": False},
        )


def _problem_of(error: Exception) -> Problem | None:
    match error:
        case Problem():
            return error
        case Http404():
            return Problem(404, _("There is nothing here."))
        case RequestDataTooBig():
            return Problem(
                413, _("This is too large."), detail=_("Send files as parts of a form (multipart).")
            )
        case NotKept():
            return Problem(503, _("It could not be kept. Send it again."), detail=str(error))
        case NotPermitted():
            return Problem(403, str(error))
        case NotNow():
            return Problem(409, str(error))
        case Refused():
            return Problem(422, str(error))
    return None


def speaks_json(*methods: str) -> Callable[[View[P]], View[P]]:
    """Make a view of the API: only these methods, and whatever goes wrong as problem details.

    No cookie is looked at, so that nothing here needs protection from other sites' forms.
    """
    allowed = ", ".join(sorted({*methods, "OPTIONS", *(["HEAD"] if "GET" in methods else [])}))

    def made(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "OPTIONS":
                response = HttpResponse(status=204, headers={"Allow": allowed})
            elif request.method not in methods and not (
                request.method == "HEAD" and "GET" in methods
            ):
                problem = Problem(405, _("This method is not taken here."))
                response = problem.answer()
                response["Allow"] = allowed
            else:
                try:
                    response = view(request, *args, **kwargs)
                except Exception as error:
                    known = _problem_of(error)
                    if known is None:
                        raise
                    response = known.answer()
            patch_vary_headers(response, ("Accept-Language",))
            return response

        page.csrf_exempt = True  # type: ignore[attr-defined]  # as Django's own decorator does
        return cast("View[P]", page)

    return made
