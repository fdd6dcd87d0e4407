"""One question about one person: a page by itself, or the same form in the dialog."""

from dataclasses import dataclass

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from cadence.views.page import status_of
from team.refusals import Refused
from team.web import render_page

TEMPLATE = "cadence/form.html"


@dataclass(frozen=True, slots=True)
class Question:
    """`part` is the id of the form on its page, by which the dialog finds it."""

    part: str
    title: str
    action: str
    button: str
    back: str
    intro: str = ""
    danger: bool = False


def ask(request: HttpRequest, question: Question, form: Form, *, status: int = 200) -> HttpResponse:
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


def refuse(request: HttpRequest, question: Question, form: Form, refused: Refused) -> HttpResponse:
    """The sentence stands over the form, and what was typed stays in it."""
    form.add_error(None, refused.sentence)
    return ask(request, question, form, status=status_of(refused))


def _next(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")
