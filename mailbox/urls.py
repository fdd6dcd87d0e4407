app_name = "mailbox"
urlpatterns = []
