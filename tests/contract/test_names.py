"""The names that nlu.yml, domain.yml, rules.yml, stories.yml, content and code share agree.

Rasa trains without a word where they do not, and the person who asks gets no answer.
"""

import ast
import importlib
import pkgutil
import re
from collections import Counter
from typing import get_args

import pytest
from rasa_sdk.executor import ActionExecutor

import actions
from actions.base import STAGE_INTENTS, payload_of, topic_of
from bot.catalogue import Catalogue
from bot.catalogue.deadlines import DeadlineWords
from bot.eligibility import EVENTS
from bot.nlu.dates import Problem
from tests.contract.project import (
    FORM,
    called,
    domain,
    examples,
    nodes,
    read,
    rules,
    steps,
    stories,
)

OF_RASA = {"nlu_fallback"}
FEWEST_EXAMPLES = 20
TOPICS = Catalogue.load().topics


def intents():
    return set(domain()["intents"])


# ------------------------------------------------------------------------------------- intents


def test_every_topic_has_its_intent():
    missing = {
        topic: intent
        for topic in TOPICS
        if (intent := payload_of(topic).strip("/").partition("{")[0]) not in intents()
    }
    assert not missing, f"domain.yml lacks the intents of these topics: {missing}"


def test_every_question_intent_has_its_topic():
    unanswered = [
        (intent, stage)
        for intent in sorted(intents())
        if intent.startswith("ask_")
        for stage in (("1", "2", "3", None) if intent in STAGE_INTENTS else (None,))
        if topic_of(intent, stage) not in TOPICS
    ]
    assert not unanswered, f"content/england/answers_*.yml answers none of these: {unanswered}"


def test_a_topic_and_its_intent_lead_to_each_other():
    for topic in TOPICS:
        intent, _, entities = payload_of(topic).strip("/").partition("{")
        stage = re.search(r'"stage": "(\d)"', entities)
        assert topic_of(intent, stage and stage[1]) == topic


def test_every_intent_has_examples_and_every_example_an_intent():
    learnt = set(examples())
    assert not learnt - intents(), f"domain.yml lacks {learnt - intents()}"
    silent = intents() - learnt
    assert not silent, f"data/nlu.yml has no examples of {silent}"


@pytest.mark.parametrize("intent", sorted(examples()))
def test_an_intent_has_enough_examples(intent):
    found = len(examples()[intent])
    assert found >= FEWEST_EXAMPLES, f"data/nlu.yml: {intent} has {found} examples only"


def test_every_intent_is_in_one_rule_and_no_rule_names_another():
    in_rules = Counter(
        one["intent"]
        for rule in rules()
        for step in rule["steps"]
        for one in step.get("or", [step])
        if "intent" in one
    )
    assert not intents() - set(in_rules), f"data/rules.yml lacks {intents() - set(in_rules)}"
    named = {intent for intent, _ in steps("intent")}
    unknown = named - intents() - OF_RASA
    assert not unknown, f"domain.yml lacks {unknown}, which rules.yml or stories.yml name"
    twice = [intent for intent, times in in_rules.items() if times > 1]
    assert not twice, f"data/rules.yml says twice what follows on {twice}"


def test_the_form_lets_every_question_through():
    ignored = set(domain()["forms"][FORM]["ignored_intents"])
    questions = {intent for intent in intents() if intent.startswith("ask_")}
    assert not questions - ignored, f"domain.yml, ignored_intents: add {questions - ignored}"
    assert not ignored - intents(), f"domain.yml, ignored_intents: no intent {ignored - intents()}"
    answers = {"inform", "tell_event", "check_deadline", "correct"}
    assert intents() - ignored == answers, "only these answer the form's questions"


# ------------------------------------------------------------------------------------- actions


@pytest.fixture(scope="module")
def registered():
    """The actions that `rasa run actions` would offer."""
    executor = ActionExecutor()
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    executor.register_package("actions")
    return set(executor.actions)


def test_every_action_of_the_domain_has_a_class_and_the_reverse(registered):
    named = set(domain()["actions"])
    assert not named - registered, f"actions/ has no class for {named - registered}"
    assert not registered - named, f"domain.yml, actions: add {registered - named}"


def test_rules_and_stories_name_actions_that_exist(registered):
    wrong = [(a, where) for a, where in steps("action") if a not in registered | {FORM}]
    assert not wrong, f"no such action: {wrong}"


def test_every_action_is_reached(registered):
    by_rule = {action for action, _ in steps("action")}
    by_form = {f"action_ask_{slot}" for slot in domain()["forms"][FORM]["required_slots"]}
    by_slot = {
        mapping["action"]
        for slot in domain()["slots"].values()
        for mapping in slot["mappings"]
        if "action" in mapping
    }
    assert registered == by_rule - {FORM} | by_form | by_slot


@pytest.mark.parametrize(("kind", "all_of_it"), [("rule", rules()), ("story", stories())])
def test_no_two_rules_or_stories_bear_the_same_name(kind, all_of_it):
    names = [one[kind] for one in all_of_it]
    assert sorted(set(names)) == sorted(names)


# ----------------------------------------------------------------------------------- responses

BRIEF = {
    one["intent"]
    for rule in rules()
    if {"action": "action_reply_briefly"} in rule["steps"]
    for one in rule["steps"][0]["or"]
}
PROBLEMS = {*get_args(Problem), "several", "unclear", "waiting"} - {"none"}
COMPOSED = {
    "utter_{intent}": {f"utter_{intent}" for intent in BRIEF},
    "utter_help_with_{asked or 'nothing'}": {
        f"utter_help_with_{slot}"
        for slot in (*domain()["forms"][FORM]["required_slots"], "nothing")
    },
    "utter_ask_event_date_{problem}": {f"utter_ask_event_date_{one}" for one in PROBLEMS},
    "utter_day_{said}": {"utter_day_impossible", "utter_day_future", "utter_day_inexact"},
    "utter_words_{words}": {"utter_words_simple", "utter_words_usual"},
    "utter_nothing_said_{detail}": {
        f"utter_nothing_said_{one}" for one in ("text", "simple", "more")
    },
}
"""The responses whose names are put together in actions/, with all that may come out."""


def responses_named():
    """Each response that actions/ names as it stands, with the place."""
    return {
        node.value: place
        for node, place in nodes(ast.Constant)
        if isinstance(node.value, str) and re.fullmatch("utter_[a-z_]*[a-z]", node.value)
    }


def test_every_response_that_the_actions_name_exists():
    missing = {
        name: at for name, at in responses_named().items() if name not in domain()["responses"]
    }
    assert not missing, f"domain.yml, responses: add {missing}"


@pytest.mark.parametrize("pattern", COMPOSED)
def test_every_response_whose_name_is_put_together_exists(pattern):
    missing = COMPOSED[pattern] - set(domain()["responses"])
    assert not missing, f"domain.yml, responses: add {missing}"


def test_all_put_together_names_are_known_here():
    found = {
        ast.unparse(node)[2:-1]: place
        for node, place in nodes(ast.JoinedStr)
        if ast.unparse(node)[2:].startswith("utter_")
    }
    assert set(found) == set(COMPOSED), f"put COMPOSED right: {found}"


def test_every_response_is_used():
    used = set(responses_named()).union(*COMPOSED.values())
    unused = set(domain()["responses"]) - used
    assert not unused, f"domain.yml, responses: nothing says {unused}"


def test_every_response_has_a_kind_or_gets_it_from_an_answer():
    for name, said in domain()["responses"].items():
        assert "custom" in said[0] or "{answer}" in said[0]["text"], f"domain.yml, {name}: no kind"


def test_every_placeholder_of_a_response_is_filled_by_some_action():
    given = {
        word.arg
        for node, _ in nodes(ast.Call)
        if called(node) == "utter_message"
        for word in node.keywords
    }
    for name, said in domain()["responses"].items():
        wanted = set(re.findall(r"{(\w+)}", said[0]["text"]))
        assert not wanted - given, f"domain.yml, {name}: nothing fills {wanted - given}"


# ----------------------------------------------------------------- slots, entities and events


def test_every_slot_that_the_actions_name_is_in_the_domain():
    slots = {*domain()["slots"], "requested_slot"}
    for node, place in nodes(ast.Call):
        if called(node) in {"SlotSet", "get_slot"} and isinstance(node.args[0], ast.Constant):
            assert node.args[0].value in slots, (
                f"{place}: domain.yml has no slot {node.args[0].value}"
            )


def test_every_entity_that_the_actions_read_is_in_the_domain():
    for node, place in nodes(ast.Call):
        if called(node) in {"values_of", "entities_of"} and isinstance(node.args[1], ast.Constant):
            name = node.args[1].value
            assert name in domain()["entities"], f"{place}: domain.yml has no entity {name}"


def test_every_event_has_words_and_can_be_chosen():
    words = DeadlineWords.load()
    assert set(words.events) == set(EVENTS)
    assert {event for offered in words.offered.values() for event in offered} <= set(EVENTS)


# -------------------------------------------------------------------------------- config.yml


def test_every_component_and_policy_exists_and_danger_comes_last():
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe

    names = [part["name"] for part in read("config.yml")["pipeline"]]
    for name in names:
        module, _, component = name.rpartition(".")
        if module:
            assert hasattr(importlib.import_module(module), component), f"config.yml: no {name}"
        else:
            assert DefaultV1Recipe._from_registry(name), f"config.yml: no {name}"
    assert names[-1].endswith("DangerDetector")
    assert read("config.yml")["policies"][0]["name"] == "RulePolicy"


def test_not_understanding_leads_to_the_action_that_owns_up():
    policy = read("config.yml")["policies"][0]
    assert policy["core_fallback_action_name"] in domain()["actions"]
