"""The database's three roles: who owns, who serves, who may look in an emergency."""

APP_ROLE = "xuanpai_app"
OPS_ROLE = "xuanpai_ops"
OWNER_ROLE = "xuanpai_owner"
