"""Custom actions: read the slots, ask the catalogue and the eligibility module, reply.

Thin on purpose: dates are worked out in `bot.eligibility`, facts and answers live in `content/`,
the guide's own words in `domain.yml`.
"""
