"""The product's addresses and a page that shows every component once; never part of the product."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as product
from team.web import render_page


def gallery(request: HttpRequest) -> HttpResponse:
    return render_page(request, "gallery.html", None, {"knots": KNOTS, "queue_count": 12})


def delivery(request: HttpRequest) -> HttpResponse:
    """Stands for a delivery and a withdrawal: says which address was posted to."""
    POSTED.append(request.path)
    if request.GET.get("fails"):
        return HttpResponse("broken", status=500)
    return render_page(request, "components/toast.html", None, {"text": f"Posted {request.path}"})


def outbox_page(request: HttpRequest) -> HttpResponse:
    return render_page(request, "outbox.html", None, {"seconds": request.GET.get("seconds", "2")})


POSTED: list[str] = []
KNOTS = [
    {"state": state, "channel": channel, "gap_label": gap, "gap_class": f"g{width}", "label": label,
     "href": "#talk", "late": late}
    for state, channel, gap, width, label, late in (
        ("done", "email", "", 1, "Try 1, email, 29 October", False),
        ("done", "linkedin", "4d", 4, "Try 2, LinkedIn, 2 November", False),
        ("done", "call", "9d", 7, "Try 3, call, 11 November, no answer", True),
        ("reply", "email", "1d", 1, "Aoife wrote back, 12 November", False),
        ("now", "email", "4d", 4, "Try 4, email, today", False),
        ("next", "call", "3d", 3, "Try 5, call, 19 November", False),
        ("next", "post", "6d", 6, "Try 6, post, 25 November", False),
    )
]  # fmt: skip

urlpatterns = [
    *product,
    path("gallery/", gallery, name="gallery"),
    path("outbox/", outbox_page, name="outbox"),
    path("outbox/delivery/", delivery),
    path("outbox/withdrawal/", delivery),
]
handler400 = "team.views.errors.bad_request"
handler403 = "team.views.errors.forbidden"
handler404 = "team.views.errors.not_found"
handler500 = "team.views.errors.broken"
