from django.urls import path

from lianxin.web import views

app_name = "web"
urlpatterns = [
    path("health", views.health, name="health"),
    path("language", views.choose_language, name="language"),
    path("appearance", views.choose_appearance, name="appearance"),
]
