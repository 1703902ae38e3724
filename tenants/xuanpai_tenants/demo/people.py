"""Invented people: gender, birth, an ID number that passes every check, a phone number that rings nowhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

from xuanpai_core.cadres.models import Gender
from xuanpai_tenants.demo.names import invent_name

_UNASSIGNED_PREFIX = "154"


@dataclass(frozen=True, slots=True)
class Issuer:
    """A county's code in ID numbers, and the years of birth in which that code was in use."""

    code: str
    first_year: int = 1900
    last_year: int = 2100


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    name: str
    gender: Gender
    birth_date: date
    id_number: str
    phone: str


class People:
    """Invents the people of one province, no name and no number twice."""

    def __init__(self, province_code: str, rng: Random, issuers: tuple[Issuer, ...]) -> None:
        self._province_code = province_code
        self._rng = rng
        self._issuers = issuers
        self._names: set[str] = set()
        self._id_numbers: set[str] = set()

    def name(self, gender: Gender) -> str:
        """A name that nobody here bears yet."""
        while (name := invent_name(self._rng, gender)) in self._names:
            pass
        self._names.add(name)
        return name

    def person(self, on: date, ages: tuple[int, int]) -> Person:
        """Somebody whose age on ``on`` lies within ``ages``, both included."""
        rng = self._rng
        gender = Gender.MALE if rng.random() < 0.68 else Gender.FEMALE
        youngest, oldest = ages
        birth_date = on - timedelta(days=rng.randint(youngest * 366, oldest * 365))
        return Person(
            name=self.name(gender),
            gender=gender,
            birth_date=birth_date,
            id_number=self._id_number(gender, birth_date),
            phone=f"{_UNASSIGNED_PREFIX}{self._province_code}{len(self._id_numbers):06d}",
        )

    def _id_number(self, gender: Gender, birth_date: date) -> str:
        issuers = [one.code for one in self._issuers if one.first_year <= birth_date.year <= one.last_year]
        while True:
            serial = 2 * self._rng.randint(5, 499) + (gender is Gender.MALE)
            body = f"{self._rng.choice(issuers)}{birth_date:%Y%m%d}{serial:03d}"
            number = body + ric.calc_check_digit(body + "0")
            if number not in self._id_numbers:
                self._id_numbers.add(number)
                return number
