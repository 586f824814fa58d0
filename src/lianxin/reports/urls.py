from django.urls import path

from lianxin.reports import views

app_name = "reports"
urlpatterns = [
    # all of them
    path("", views.editions, name="editions"),
    path("new", views.new, name="new"),
    path("verify", views.verify, name="verify"),
    # a draft
    path("<slug:edition_no>/edit", views.edit, name="edit"),
    path("<slug:edition_no>/preview", views.previewed, name="preview"),
    path("<slug:edition_no>/figures", views.figures, name="figures"),
    path("<slug:edition_no>/history", views.history, name="history"),
    path("<slug:edition_no>/discard", views.discard, name="discard"),
    path("<slug:edition_no>/check", views.check, name="check"),
    path("<slug:edition_no>/publish", views.publish, name="publish"),
    path("<slug:edition_no>/publishing", views.publishing, name="publishing"),
    # an edition
    path("<slug:edition_no>/", views.edition, name="edition"),
    path("<slug:edition_no>/differences", views.differences, name="differences"),
    path("<slug:edition_no>/report.<slug:form>", views.download, name="download"),
    path("<slug:edition_no>/withdraw", views.withdraw, name="withdraw"),
]
