"""Composes names of parties and institutions, so that the mention model learns where they end."""

from __future__ import annotations

import random

QUALITIES = (
    "Democratic Christian Liberal National Progressive Social People's Green Labour Conservative "
    "Republican Workers' Farmers' Radical Independent United New Popular Agrarian Reformist Civic "
    "Patriotic Revolutionary Socialist Communist Federal Free Republican Women's Youth Rural "
    "Ecologist Citizens' Unionist Constitutional Moderate Regional Islamic Catholic Evangelical "
    "Traditional Animal Pirate Pensioners' International European African Asian"
).split()
BODIES = (
    "Party Union Alliance Front Movement Coalition League Bloc Congress Forum Federation Council "
    "Committee Association Foundation Institute Centre Society Initiative Assembly Brigade Commission "
    "Agency Network Group Tribunal Organization Confederation Club Campaign Fund Bank Guard Army "
    "Ministry Chamber University"
).split()
CAUSES = (
    "Democracy Justice Peace Freedom Progress Reform Unity Development Labour Solidarity Renewal "
    "Independence Homeland Order Equality Prosperity Change Hope Independence Stability Dignity "
    "Education Health Energy Trade"
).split()
PLACES = (
    "Albania Bavaria Catalonia Scotland Quebec Kenya Peru Nepal Ontario Bosnia Flanders Corsica Ghana "
    "Moldova Bolivia Serbia Hungary Queensland Punjab Tasmania Galicia Slovenia Uganda Jamaica "
    "Iceland Kosovo Texas Minnesota Haiti"
).split()
FOREIGN = (
    "Partido Unión Movimiento Alianza Frente Parti Rassemblement Mouvement Ligue Partito Forza Lega "
    "Alleanza Partei Bund Verband Partij Unie Beweging Partia Strana Savez Stranka Sojuz Venstre "
    "Folkeparti Liitto Puolue Hareket Cumann Plaid Hizb Tehreek Dal Sabha Morcha"
).split()
ENDINGS = (
    "Nacional Popular Democrático Liberal Socialista Obrero Cívico Républicain Démocrate Populaire "
    "Libre Italiano Nazionale Democratica Popolare Deutschlands Demokratische Arbeiter Vrije Nieuwe "
    "Demokratska Narodna Ludowa Demokratik Éireann Cymru Inteligente Janata Samaj Rashtriya Azul "
    "Verde Nueva Nova Jong"
).split()


def organization(rng: random.Random) -> list[str]:
    """The words of one name, as a tokenizer would split them."""
    dice = rng.random()
    if dice < 0.25:
        words = [rng.choice(FOREIGN), *rng.sample(ENDINGS, rng.choice((1, 1, 2)))]
        if rng.random() < 0.2:
            words.insert(1, rng.choice(("de", "della", "for", "van", "di")))
        return words
    words = [*rng.sample(QUALITIES, rng.choice((0, 1, 1, 2, 2))), rng.choice(BODIES)]
    if dice < 0.45:
        words += ["of", rng.choice(PLACES)]
    elif dice < 0.60:
        words += ["for", rng.choice(CAUSES), "and", rng.choice(CAUSES)]
    elif dice < 0.70:
        words += ["for", rng.choice(CAUSES)]
    elif dice < 0.75:
        words += [
            "of",
            *rng.sample(QUALITIES, 1),
            "and",
            rng.choice(QUALITIES),
            rng.choice(("Workers", "Students")),
        ]
    elif dice < 0.85:
        words = [rng.choice(PLACES), *words]
    elif dice < 0.90:
        return [
            rng.choice(CAUSES),
            "and",
            rng.choice(CAUSES),
            *([rng.choice(BODIES)] if dice < 0.875 else []),
        ]
    if len(words) == 1:
        words = [rng.choice(QUALITIES), *words]
    return [
        part for word in words for part in ((word[:-1], "'") if word.endswith("s'") else _possessive(word))
    ]


def _possessive(word: str) -> tuple[str, ...]:
    return (word[:-2], "'s") if word.endswith("'s") else (word,)
