from django.urls import path

from lianxin.spaces import views

app_name = "spaces"
urlpatterns = [
    # calendar
    path("", views.calendar, name="calendar"),
    path("today/", views.today, name="today"),
    # booking
    path("find", views.find, name="find"),
    path("book", views.book, name="book"),
    path("series/<int:pk>/", views.series, name="series"),
    path("mine/", views.mine, name="mine"),
    # studios
    path("studios/", views.studios, name="studios"),
    path("studios/<str:studio_no>/", views.studio, name="studio"),
    path("studios/<str:studio_no>/describe", views.describe, name="describe"),
    path("studios/<str:studio_no>/door", views.renew, name="renew"),
    path("photos/<int:pk>", views.photo, name="photo"),
    path("photos/<int:pk>/remove", views.remove_photo, name="remove_photo"),
    path("closures/", views.closures, name="closures"),
    path("closures/holidays", views.holidays, name="holidays"),
    path("closures/<int:pk>/reopen", views.reopen, name="reopen"),
    path("terms/", views.terms, name="terms"),
    path("terms/<int:pk>/drop", views.drop_terms, name="drop_terms"),
    path("groups/", views.save_group, name="save_group"),
    # the door
    path("doors/", views.doors, name="doors"),
    path("at/<str:token>/", views.at, name="at"),
    # one booking
    path("bookings/<int:pk>/", views.booking, name="booking"),
    path("bookings/<int:pk>/change", views.change, name="change"),
    path("bookings/<int:pk>/move", views.move, name="move"),
    path("bookings/<int:pk>/cancel", views.cancel, name="cancel"),
    path("bookings/<int:pk>/arrive", views.arrive, name="arrive"),
    # requests
    path("requests/", views.requests, name="requests"),
    path("requests/<int:pk>/approve", views.decide, {"verb": "approve"}, name="approve"),
    path("requests/<int:pk>/decline", views.decide, {"verb": "decline"}, name="decline"),
    # waiting list
    path("waiting/", views.waiting, name="waiting"),
    path("waiting/join", views.join, name="join"),
    path("waiting/<int:pk>/leave", views.leave, name="leave"),
    path("waiting/<int:pk>/accept", views.accept, name="accept"),
    # lending desk
    path("lending/", views.lending, name="lending"),
    path("lending/lend", views.lend, name="lend"),
    path("lending/<int:pk>/back", views.give_back, name="give_back"),
    path("lending/things", views.save_thing, name="save_thing"),
    # use
    path("use/", views.use, name="use"),
    path("use/receipt", views.use_receipt, name="use_receipt"),
    # calendar links
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/make", views.make_feed, name="make_feed"),
    path("feeds/<int:pk>/revoke", views.revoke_feed, name="revoke_feed"),
    path("feeds/<str:token>.ics", views.feed, name="feed"),
]
