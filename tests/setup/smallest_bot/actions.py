from rasa_sdk import Action


class SayDay(Action):
    def name(self):
        return "action_say_day"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="It is Sunday.")
        return []
