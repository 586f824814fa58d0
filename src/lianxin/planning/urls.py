from django.urls import path

from lianxin.planning import views

app_name = "planning"
urlpatterns = [
    path("", views.seasons, name="seasons"),
    path("new", views.new, name="new"),
    path("mine/", views.mine, name="mine"),
    path("mine/<int:pk>/answer", views.answer, name="answer"),
    # the board
    path("<int:pk>/", views.board, name="board"),
    path("<int:pk>/move", views.move, name="move"),
    path("<int:pk>/add", views.add, name="add"),
    path("<int:pk>/sessions/<str:creator>/<int:slot>/", views.session, name="session"),
    path("<int:pk>/mark", views.mark, name="mark"),
    path("<int:pk>/unmark", views.unmark, name="unmark"),
    path("<int:pk>/marks/", views.marks, name="marks"),
    path("<int:pk>/lock-week", views.lock_week, name="lock_week"),
    path("<int:pk>/open-week", views.open_week, name="open_week"),
    path("<int:pk>/undo", views.undo, name="undo"),
    path("<int:pk>/redraw", views.redraw, name="redraw"),
    # beside it
    path("<int:pk>/shelf/", views.shelf, name="shelf"),
    path("<int:pk>/products/<str:product_no>/", views.product, name="product"),
    path("<int:pk>/fairness/", views.fairness, name="fairness"),
    path("<int:pk>/fairness/price", views.price, name="price"),
    path("<int:pk>/disruptions/", views.disruptions, name="disruptions"),
    path("disruptions/<int:pk>/drop", views.drop_disruption, name="drop_disruption"),
    # versions
    path("<int:pk>/keep", views.keep, name="keep"),
    path("<int:pk>/versions/", views.versions, name="versions"),
    path("versions/<int:pk>/", views.version, name="version"),
    path("versions/<int:pk>/take", views.take, name="take"),
    # the solver
    path("<int:pk>/fill", views.fill, name="fill"),
    path("runs/<int:pk>/", views.run, name="run"),
    path("<int:pk>/mend", views.mend, name="mend"),
    path("<int:pk>/wishes", views.wishes, name="wishes"),
    path("<int:pk>/explain", views.explain, name="explain"),
    path("runs/<int:pk>/take", views.take_option, name="take_option"),
    path("runs/<int:pk>/stop", views.stop, name="stop"),
    # creators are asked, sessions released
    path("<int:pk>/release/", views.release, name="release"),
    path("<int:pk>/answers", views.note_answer, name="note_answer"),
    path("versions/<int:pk>/propose", views.propose, name="propose"),
    path("versions/<int:pk>/release", views.start_release, name="start_release"),
    path("<int:pk>/actual/", views.actual, name="actual"),
    # what is known
    path("<int:pk>/settings/", views.settings, name="settings"),
    path("<int:pk>/terms", views.terms, name="terms"),
    path("<int:pk>/supply", views.supply, name="supply"),
    path("<int:pk>/floor", views.floor, name="floor"),
    path("<int:pk>/remove", views.remove, name="remove"),
    # the same as workbooks, out and in
    path("<int:pk>/data.<str:form>", views.hand_out, name="hand_out"),
    path("<int:pk>/load/", views.load, name="load"),
    path("<int:pk>/load/<str:token>/", views.loading, name="loading"),
    path("<int:pk>/batches/<str:batch_no>/", views.loaded, name="loaded"),
    path("<int:pk>/batches/<str:batch_no>/<int:file>/problems", views.load_problems, name="load_problems"),
]
