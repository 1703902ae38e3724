"""The choices that the model and the rules share, each stored and shown under its own name."""

from enum import StrEnum


class PostingRole(StrEnum):
    """The post held in the village or township."""

    FIRST_SECRETARY = "FIRST_SECRETARY"
    DEPUTY_SECRETARY = "DEPUTY_SECRETARY"
    TEAM_MEMBER = "TEAM_MEMBER"
    TEAM_LEAD = "TEAM_LEAD"
    TOWNSHIP_FIRST_DEPUTY = "TOWNSHIP_FIRST_DEPUTY"


class DispatchLevel(StrEnum):
    """Which level sent the cadre: it decides who pays and who is entitled."""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"


class StaffingType(StrEnum):
    """行政编制 or 事业编制: decides the grade scale (HD-14)."""

    CIVIL_SERVICE = "CIVIL_SERVICE"
    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION"


class PartyStatus(StrEnum):
    """Membership of the party (HD-04)."""

    FULL_MEMBER = "FULL_MEMBER"
    PROBATIONARY_MEMBER = "PROBATIONARY_MEMBER"
    NOT_MEMBER = "NOT_MEMBER"


class Outcome(StrEnum):
    """What a judgement says."""

    MET = "MET"
    UNMET = "UNMET"
    WARNED = "WARNED"
    EXEMPT = "EXEMPT"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class ActivityKind(StrEnum):
    """What kind of dated thing happened; DISPATCH_MEETING is the county's quarterly 调度会 (JZ-24)."""

    DISPATCH_MEETING = "DISPATCH_MEETING"
    MEETING = "MEETING"
    STUDY = "STUDY"
    TALK = "TALK"
    VISIT = "VISIT"
    TRAINING = "TRAINING"
    PUBLICITY = "PUBLICITY"
    NEWSLETTER = "NEWSLETTER"
    OUTREACH = "OUTREACH"
    DELIVERY = "DELIVERY"
    OBSERVATION = "OBSERVATION"
    CHECK = "CHECK"
    NOTE = "NOTE"


class SignalKind(StrEnum):
    """What was noticed; none of it says that somebody was not there."""

    MOCK_LOCATION = "MOCK_LOCATION"
    IMPOSSIBLE_TRAVEL = "IMPOSSIBLE_TRAVEL"
    CLOCK_OFF = "CLOCK_OFF"
    FAR_AWAY = "FAR_AWAY"
    DEVICE_SHARED = "DEVICE_SHARED"
    PHOTO_SEEN_BEFORE = "PHOTO_SEEN_BEFORE"
    PHOTO_LOOKS_ALIKE = "PHOTO_LOOKS_ALIKE"
    PHOTO_TIME = "PHOTO_TIME"
    PHOTO_PLACE = "PHOTO_PLACE"
    TEXT_COPIED = "TEXT_COPIED"
