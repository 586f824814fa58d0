from django.urls import path

from lianxin.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("data/<slug:slug>/", views.part, name="part"),
    path("records/<slug:sheet>/", views.table, name="table"),
    path("records/<slug:sheet>/<int:pk>/", views.record, name="record"),
    path("more/", views.more, name="more"),
]
