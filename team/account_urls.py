"""The doors of allauth that are open here, under its own names.

No process has system mail for this, so nothing that would send a letter (reset, confirmation, code) has an address.
"""

from allauth.account import views
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from team.views import first_run, single_sign_on, welcome

_TO_SETTINGS = RedirectView.as_view(pattern_name="team:sign-in")

urlpatterns = [
    path("login/", first_run.door, name="account_login"),
    path("set-up/", first_run.set_up, name="account_set_up"),
    path("welcome/<str:token>/", welcome.show, name="account_welcome"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    # Whoever has no password asks an admin for a link; allauth would have them set one unasked.
    path("password/set/", _TO_SETTINGS, name="account_set_password"),
    path("code/", codes.authenticate, name="mfa_authenticate"),
    path("code/again/", codes.reauthenticate, name="mfa_reauthenticate"),
    path("app/", app.activate_totp, name="mfa_activate_totp"),
    path("app/removal/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("passkey/", login_not_required(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("passkey/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/removal/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    # Where allauth goes on to once something was changed.
    path("ways/", _TO_SETTINGS, name="mfa_index"),
    path("passkeys/", _TO_SETTINGS, name="mfa_list_webauthn"),
    path("single-sign-on/<slug:provider_id>/", single_sign_on.begin, name="openid_connect_login"),
    path(
        "single-sign-on/<slug:provider_id>/back/",
        single_sign_on.finish,
        name="openid_connect_callback",
    ),
    path("single-sign-on/", single_sign_on.cancelled, name="socialaccount_login_cancelled"),
]
