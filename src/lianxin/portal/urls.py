from django.urls import path

from lianxin.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("data/<slug:slug>/", views.part, name="part"),
    path("records/<slug:sheet>/", views.table, name="table"),
    path("records/<slug:sheet>/<int:pk>/", views.record, name="record"),
    path("records/<slug:sheet>/<int:pk>/<slug:column>/correct/", views.correct, name="correct"),
    path("looks/", views.looks, name="looks"),
    path("looks/<int:seq>/ask/", views.ask, name="ask"),
    path("consents/", views.consents, name="consents"),
    path("consents/<slug:purpose>/", views.decide, name="decide"),
    path("requests/", views.requests, name="requests"),
    path("requests/delete/", views.delete, name="delete"),
    path("requests/object/", views.object_to, name="object"),
    path("requests/<int:pk>/", views.request_page, name="request"),
    path("requests/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("copy.zip", views.copy, name="copy"),
    path("more/", views.more, name="more"),
]
