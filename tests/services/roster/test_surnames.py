"""Names whose surname is read in more than one way or has two characters: found by every reading, in a dictionary's order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from lantian_desktop.domain.roster.contact_search import Marked
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry
from lantian_desktop.domain.roster.surnames import surname_of
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.services.roster.contact_finding import find_contacts
from tests.factories import Wall, make_office

# In the order of 《现代汉语词典》: by the surname's reading, then its tone, then the given name. Behind each name what is typed
# for it: full readings first, then initials and mixed forms.
IN_ORDER = """
安明       anming an am anm
柏松       baisong bosong bs
薄一明     boyiming baoyiming bym
卜海       buhai bh
单于       chanyu shanyu danyu cy sy
单于海     chanyuhai shanyuhai danyuhai cyh syh dyh chanyuh
晁文       chaowen cw
车文       chewen juwen cw jw
谌龙       chenlong shenlong cl sl
晟文       chengwen shengwen cw sw
种明       chongming zhongming cm zm
褚明       chuming zhuming cm zm
东方红     dongfanghong dfh dongfh
都明       duming douming dm
独孤明     duguming dgm
费明       feiming biming fm bm
盖明       geming gaiming gm gaim
葛明       geming gm
公孙明     gongsunming gsm
句明       gouming juming gm jm
过明       guoming gm
哈文       hawen hw
黑明       heiming heming hm
华明       huaming hm
纪明       jiming jm
贾明       jiaming guming jm gm
景明       jingming jm
适明       kuoming shiming km sm
李明       liming lm
令明       lingming lm
令狐明     linghuming lhm
柳明       liuming lm
鲁明       luming lm
陆明       luming lm
吕明       lvming luming lüming lm
栾明       luanming lm
罗明       luoming lm
马明       maming mm
宓明       miming fuming mm fm
缪明       miaoming mouming miuming mm
万俟雅     moqiya wanqiya mqy wqy moqy
牟明       mouming muming mm
慕容明     murongming mrm
那明       naming nm
能明       naiming nengming nm
区明       ouming quming om qm
欧阳明     ouyangming oym ouym
逄明       pangming pm
朴明       piaoming puming pm
繁明       poming fanming pm fm
亓官明     qiguanming qgm
强明       qiangming jiangming qm jm
覃明       qinming tanming qm tm
仇明       qiuming chouming qm cm
瞿明       quming juming qm jm
任明       renming rm
单明       shanming danming sm dm
尚明       shangming sm
上官明     shangguanming sgm shangguanm
召明       shaoming zhaoming sm zm
佘明       sheming sm
莘明       shenming xinming sm xm
盛明       shengming chengming sm cm
石明       shiming danming sm dm
司马明     simaming smm
宿明       suming xiuming sm xm
澹台明     tantaiming ttm
万里       wanli wl
隗明       weiming kuiming wm km
尉明       weiming yuming wm ym
冼明       xianming ximing xm
解明       xieming jieming xm jm
郇明       xunming huanming xm hm
燕明       yanming ym
要明       yaoming ym
应明       yingming ym
于明       yuming ym
於明       yuming wuming ym
尉迟明     yuchiming weichiming ycm wcm yuchim
乐明       yueming leming ym lm
员明       yunming yuanming ym
查明       zhaming chaming zm cm
翟明       zhaiming diming zm dm
祭明       zhaiming jiming zm jm
张明       zhangming zm zhangm zhm
章明       zhangming zm
长孙明     zhangsunming changsunming zsm csm
诸葛明     zhugeming zgm zhugm
訾明       ziming zm
"""
FORMS = {name: forms for name, *forms in map(str.split, IN_ORDER.strip().splitlines())}
SURNAMES = {
    "万里": "万",
    "万俟雅": "万俟",
    "单明": "单",
    "单于": "单于",
    "单于海": "单于",
    "尉明": "尉",
    "尉迟明": "尉迟",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose staff bear these names, entered from last to first."""
    made = make_office(tmp_path_factory.mktemp("names") / "office", Wall(datetime(2019, 7, 15, 9, 30)))
    unit = roster.find_unit(made, text="高陵区")
    with made.session.write("导入名册") as touched:
        for name in reversed(FORMS):
            roster.store_entry(made, RosterEntry(0, unit.id, PostRole.STAFF, "综合组", name))
        touched.add("roster")
    yield made
    made.session.close()


def test_the_table_is_long_enough_and_names_nobody_twice() -> None:
    assert len(FORMS) == len(IN_ORDER.strip().splitlines()) >= 60
    assert all(forms for forms in FORMS.values())


@pytest.mark.parametrize("name", FORMS)
def test_a_name_is_found_by_every_reading_and_its_initials(office: Office, name: str) -> None:
    for form in FORMS[name]:
        names = {hit.name.text: hit.name for hit in find_contacts(office, text=form, limit=500)}
        assert names.get(name) == Marked(name, ((0, 1 if form == "an" else len(name)),)), form
    first = [hit.name.text for hit in find_contacts(office, text=FORMS[name][0])]
    assert name in first[:4], "a whole reading goes before everything else"


def test_the_roster_stands_in_the_order_typed_in_by_hand(office: Office) -> None:
    unit = roster.find_unit(office, text="高陵区")
    page = roster.roster_page(office, query=RosterQuery(unit_id=unit.id, limit=500))
    assert [entry.name for entry in page.rows if entry.name] == list(FORMS)
    found = find_contacts(office, text="综合组", limit=500)
    assert [hit.name.text for hit in found] == list(FORMS)


def test_one_character_finds_a_surname_alone_first(office: Office) -> None:
    names = [hit.name.text for hit in find_contacts(office, text="单", limit=500)]
    assert names == ["单明", "单于", "单于海"]
    assert [hit.name.text for hit in find_contacts(office, text="chanyu")] == ["单于", "单于海"]


@pytest.mark.parametrize(("name", "surname"), SURNAMES.items())
def test_a_surname_of_two_characters_is_distinguished_from_one_of_one(name: str, surname: str) -> None:
    assert surname_of(name) == surname
