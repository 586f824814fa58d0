from django.urls import path

from lianxin.trust import views

app_name = "trust"
urlpatterns = [
    # requests
    path("requests/", views.inbox, name="requests"),
    path("requests/<int:pk>/", views.request_page, name="request"),
    path("requests/<int:pk>/answer", views.answer, name="answer"),
    path("requests/<int:pk>/everything.zip", views.export, name="export"),
    path("requests/new", views.new_request, name="new_request"),
    # consents
    path("consents/", views.consents, name="consents"),
    path("consents/record", views.record_consent, name="record_consent"),
    path("notices/", views.notices, name="notices"),
    path("contacts/", views.hand_over, name="hand_over"),
    # retention
    path("retention/", views.retention, name="retention"),
    path("retention/run", views.run_now, name="run_retention"),
    path("retention/classes/<slug:code>", views.change_retention, name="change_retention"),
    # ledger
    path("ledger/", views.ledger_page, name="ledger"),
    path("ledger/mine/", views.own_entries, name="own_entries"),
    path("ledger/<int:seq>/", views.entry_page, name="entry"),
    path("ledger/heads/", views.heads, name="heads"),
]
