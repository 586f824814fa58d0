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
    # sheets
    path("sheets/<str:name>/template.xlsx", views.download_template, name="template"),
    path("sheets/<str:name>/export.<str:form>", views.download_export, name="export"),
]
