"""The record of acts and its seals."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from itertools import islice

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from dabir.chain.record_pages import lines
from dabir.foundation.people.models import Group
from dabir.foundation.record.models import Seal
from dabir.foundation.record.policy import may_read, may_verify
from dabir.foundation.record.queries import visible_to
from dabir.foundation.record.sealing import holds, prove
from dabir.foundation.record.verifying import verify_group
from dabir.web.shared.pages import find, group_page, is_key

PAGE = 50
FAULTS_SHOWN = 100


@group_page
def record(request: HttpRequest, group: Group) -> HttpResponse:
    """The acts of a group, newest first, by keyset."""
    may_read(request.user, group).require()
    before = request.GET.get("before", "")
    entries = visible_to(request.user, group).select_related("seal")
    shown = list((entries.filter(pk__lt=before) if is_key(before) else entries)[: PAGE + 1])
    context = {
        "lines": lines(shown[:PAGE], request.user),
        "latest": Seal.objects.filter(group=group).order_by("-sequence").first(),
        "may_verify": may_verify(request.user, group),
        "newest_url": request.path if before else "",
        "older_url": f"?before={shown[PAGE - 1].pk}" if len(shown) > PAGE else "",
    }
    return render(request, "record/record.html", context)


@group_page
def entry(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One entry, what it says, and the proof that its seal covers it; ``?format=json`` for both."""
    may_verify(request.user, group).require()
    found = find(visible_to(request.user, group).select_related("seal", "content"), pk=pk)
    proof = prove(found)
    if request.GET.get("format") == "json":
        return JsonResponse({"entry": found.pk, "proof": asdict(proof) if proof else None})
    [line] = lines([found], request.user)
    content = found.content
    said = json.loads(content.payload) if content.payload else None
    context = {
        "line": line,
        "content": content,
        "said": json.dumps(said, ensure_ascii=False, indent=2) if said else "",
        "proof": proof,
        "holds": proof is not None and holds(proof),
    }
    return render(request, "record/entry.html", context)


@group_page
def verify(request: HttpRequest, group: Group) -> HttpResponse:
    """Verify the group's record from the first entry to the last, here and now."""
    may_verify(request.user, group).require()
    began = time.perf_counter()
    faults = list(islice(verify_group(group), FAULTS_SHOWN))
    context = {
        "faults": faults,
        "entries": group.entries.count(),
        "seals": group.seals.count(),
        "unsealed": group.entries.filter(seal__isnull=True).count(),
        "seconds": f"{time.perf_counter() - began:.1f}",
    }
    return render(request, "record/verify.html", context)
