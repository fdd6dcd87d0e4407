"""One question about one person: a page by itself, or the same form in the dialog."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from cadence.views.page import status_of
from team.refusals import Refused
from team.web import render_page

TEMPLATE = "cadence/form.html"


@dataclass(frozen=True, slots=True)
class Question:
    """`part` is the id of the form on its page, by which the dialog finds it.

    `fields` names, by the code of a refusal, the field that it is about.
    """

    part: str
    title: str
    action: str
    button: str
    back: str
    intro: str = ""
    danger: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


def ask_then(
    request: HttpRequest, question: Question, form: Form, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Ask until the form is filled in, then `act` and answer with what it answers.

    Where the act refuses, its sentence stands over the form or at its field, and what was typed stays in it.
    """
    if not form.is_valid():
        return _ask(request, question, form, status=422 if form.is_bound else 200)
    try:
        return act()
    except Refused as refused:
        form.add_error(question.fields.get(refused.code), refused.sentence)
        return _ask(request, question, form, status=status_of(refused))


def _ask(request: HttpRequest, question: Question, form: Form, *, status: int) -> HttpResponse:
    context = {
        "part": question.part,
        "title": question.title,
        "action": question.action,
        "button": question.button,
        "back": question.back,
        "intro": question.intro,
        "danger": question.danger,
        "form": form,
        "next": _next(request),
    }
    return render_page(request, TEMPLATE, "question", context, status=status)


def _next(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")
