from django.contrib.auth.views import LoginView, LogoutView

from lianxin.accounts.forms import LoginForm

log_in = LoginView.as_view(
    template_name="accounts/login.html", authentication_form=LoginForm, redirect_authenticated_user=True
)
log_out = LogoutView.as_view()
