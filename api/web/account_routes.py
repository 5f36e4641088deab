"""The routes of accounts: signing in, joining, members, one's own page, and the group's logo."""

from __future__ import annotations

from api.web.accounts_join import get_join_page, join
from api.web.accounts_members import change_member, get_members_page, invite, take_back
from api.web.accounts_own import (
    erase_account,
    get_account_page,
    get_own_data,
    save_account,
    save_password,
    sign_out_there,
)
from api.web.organisation_face import send_logo, take_logo
from api.web.sign_in import follow_link, get_sign_in_page, sign_in, sign_out

ACCOUNTS = [
    get_sign_in_page,
    sign_in,
    follow_link,
    sign_out,
    get_join_page,
    join,
    get_members_page,
    invite,
    take_back,
    change_member,
    get_account_page,
    save_account,
    save_password,
    sign_out_there,
    get_own_data,
    erase_account,
    send_logo,
    take_logo,
]
