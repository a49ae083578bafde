"""Every kind of record in one union, for those who decode whatever comes."""

from portal_protocol.activity import Activity
from portal_protocol.images import Image
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import (
    Appointment,
    Login,
    Payment,
    Person,
    Practice,
    Recall,
    Statement,
)
from portal_protocol.summaries import CareSummary, Referral
from portal_protocol.transmissions import Transmission

AnyRecord = (
    Practice
    | Login
    | Person
    | Activity
    | Appointment
    | Recall
    | Statement
    | Payment
    | TreatmentPlan
    | Message
    | SecureEmail
    | Image
    | CareSummary
    | Referral
    | Transmission
)
