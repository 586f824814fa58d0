from django.urls import path

from lianxin.console import views

app_name = "console"
urlpatterns = [
    # figures
    path("", views.home, name="home"),
    path("lines/<slug:slug>/", views.line, name="line"),
    path("figures/<str:key>/", views.figure, name="figure"),
    path("figures/<str:key>/receipt/", views.receipt, name="receipt"),
    path("figures/<str:key>/receipt.<str:form>", views.download_receipt, name="download_receipt"),
    # imports
    path("imports/", views.imports, name="imports"),
    path("imports/checks/<str:token>/", views.check, name="check"),
    path("imports/checks/<str:token>/confirm", views.confirm, name="confirm"),
    path("imports/checks/<str:token>/stop", views.stop, name="stop"),
    path("imports/checks/<str:token>/discard", views.discard, name="discard"),
    path("imports/<str:batch_no>/", views.batch, name="batch"),
    path("imports/<str:batch_no>/roll-back", views.roll_back, name="roll_back"),
    path("imports/<str:batch_no>/problems/<int:pk>.xlsx", views.problem_workbook, name="problem_workbook"),
    # records
    path("records/", views.records_index, name="records_index"),
    path("records/<str:name>/", views.records, name="records"),
    path("records/<str:name>/find", views.find_records, name="find_records"),
    path("records/<str:name>/columns", views.choose_columns, name="choose_columns"),
    path("records/<str:name>/options/<str:column>", views.record_options, name="record_options"),
    path("records/<str:name>/list.<str:form>", views.download_records, name="download_records"),
    path("records/<str:name>/change", views.change_records, name="change_records"),
    path("records/<str:name>/removed/", views.removed_records, name="removed_records"),
    path("records/<str:name>/undo/<int:change>", views.undo_change, name="undo_change"),
    path("records/<str:name>/new", views.add_record, name="add_record"),
    path("records/<str:name>/<int:pk>/", views.record, name="record"),
    path("records/<str:name>/<int:pk>/edit", views.edit_record, name="edit_record"),
    path("records/<str:name>/<int:pk>/remove", views.remove_record, name="remove_record"),
    path("records/<str:name>/<int:pk>/reveal", views.reveal, name="reveal"),
    # sheets
    path("sheets/<str:name>/template.xlsx", views.download_template, name="template"),
    path("sheets/<str:name>/export.<str:form>", views.download_export, name="export"),
]
