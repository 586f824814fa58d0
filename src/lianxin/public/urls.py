from django.urls import path

from lianxin.public import views

app_name = "public"
urlpatterns = [
    # creators who agreed to be found
    path("creators/", views.directory, name="creators"),
    path("creators.json", views.directory_json, name="creators_json"),
    # published reports
    path("reports/", views.editions, name="editions"),
    path("reports/<slug:edition_no>/", views.edition, name="edition"),
    # the big screen
    path("screens/", views.screens, name="screens"),
    path("screens/<int:pk>/revoke", views.revoke_screen, name="revoke_screen"),
    path("screen/<str:token>/", views.screen, name="screen"),
]
