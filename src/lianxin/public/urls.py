from django.urls import path

from lianxin.public import views

app_name = "public"
urlpatterns = [
    path("creators/", views.directory, name="creators"),
    path("creators.json", views.directory_json, name="creators_json"),
]
