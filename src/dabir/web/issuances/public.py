"""Pages for everybody: what is published, and verification of documents."""

from __future__ import annotations

import hashlib
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dabir.formats.wording import wording
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.issuances import queries
from dabir.stages.issuances.document import as_document, verification_url
from dabir.stages.issuances.models import Issuance
from dabir.web.issuances.forms import CodeForm, FileForm
from dabir.web.issuances.views import files_of
from dabir.web.shared.pages import find

PAGE = 50


def index(request: HttpRequest) -> HttpResponse:
    """The texts that are published, the latest first."""
    context = {"issuances": queries.published()[:PAGE], "frame": "narrow"}
    return render(request, "issuances/published_texts.html", context)


def published(request: HttpRequest, address: uuid.UUID) -> HttpResponse:
    """One published text, as it was issued."""
    texts = queries.published().select_related("pdf__address", "docx__address", "html__address")
    found = find(texts, address=address)
    paper = as_document(found, [])
    context = {
        "issuance": found,
        "paper": paper,
        "words": wording(paper.language),
        "clauses": queries.clauses_visible_to(None).filter(issuance=found),
        "files": files_of(found),
        "verify_url": verification_url(found.verification or ""),
        "frame": "narrow",
    }
    return render(request, "issuances/published.html", context)


def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that a document carries."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verify", form.cleaned_data["code"])
    return render(request, "issuances/verify_code.html", {"form": form, "frame": "narrow"})


def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a document is what it says: number, day, hashes, whether it is in force.

    Whoever has the code holds the document, so this says what stands on its head and no more; its
    title only where it is public.
    """
    found = queries.by_code(code)
    if found is None:
        context = {"form": CodeForm({"code": code}), "unknown": True, "frame": "narrow"}
        return render(request, "issuances/verify_code.html", context, status=404)
    form = FileForm(request.POST or None, request.FILES or None)
    files = files_of(found)
    compared = None
    if request.method == "POST" and form.is_valid():
        digest = hashlib.sha256()
        for chunk in form.cleaned_data["file"].chunks():
            digest.update(chunk)
        compared = any(kept["sha256"] == digest.hexdigest() for kept in files)
    public = found.address.confidentiality == Confidentiality.PUBLIC
    context = {
        "issuance": found,
        "public": public,
        "in_force": found.state == Issuance.State.ISSUED,
        "files": files,
        "seal": queries.latest_seal(found.group),
        "form": form,
        "compared": compared,
        "frame": "narrow",
    }
    return render(request, "issuances/verify.html", context)
