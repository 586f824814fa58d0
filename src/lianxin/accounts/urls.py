from django.urls import path

from lianxin.accounts import views

app_name = "accounts"
urlpatterns = [
    path("login", views.log_in, name="login"),
    path("logout", views.log_out, name="logout"),
]
