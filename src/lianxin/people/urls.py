from django.urls import path

from lianxin.people import views

app_name = "people"
urlpatterns = [
    # lists
    path("", views.members, name="members"),
    path("organisations/", views.organisations, name="organisations"),
    path("search/<slug:name>", views.search, name="search"),
    path("export/<slug:name>.<slug:form>", views.export, name="export"),
    # words of the records
    path("places/", views.places, name="places"),
    path("categories/", views.categories, name="categories"),
    path("rename", views.rename, name="rename"),
    path("rename/<int:pk>/undo", views.undo_renaming, name="undo_renaming"),
    # records of one person
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/compare", views.compare, name="compare"),
    path("duplicates/apart", views.keep_apart, name="keep_apart"),
    path("merges/<int:pk>/", views.merge, name="merge"),
    # one organisation
    path("organisations/<int:pk>/", views.organisation, name="organisation"),
    # one member
    path("members/<path:member_no>/reason", views.give_reason, name="give_reason"),
    path("members/<path:member_no>/phone", views.unmask, name="unmask"),
    path("<path:member_no>/", views.profile, name="profile"),
]
