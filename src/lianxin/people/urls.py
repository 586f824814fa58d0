from django.urls import path

from lianxin.people import views

app_name = "people"
urlpatterns = [
    # lists
    path("", views.members, name="members"),
    path("organisations/", views.organisations, name="organisations"),
    path("search/<slug:name>", views.search, name="search"),
    path("export/<slug:name>.<slug:form>", views.export, name="export"),
    # one organisation
    path("organisations/<int:pk>/", views.organisation, name="organisation"),
    # one member
    path("members/<path:member_no>/reason", views.give_reason, name="give_reason"),
    path("members/<path:member_no>/phone", views.unmask, name="unmask"),
    path("<path:member_no>/", views.profile, name="profile"),
]
