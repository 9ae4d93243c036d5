"""English words by the part they play in official sentences, as the rules use them."""

import re

from dabir.domain.outline.first_letters import by_first_letter
from dabir.domain.outline.patterns import one_of

# Nouns that name a body or an office; the head of an agent's name is one of them.
BODY_NOUNS = (
    "secretariat secretary secretaries secretary-general director directors director-general "
    "chair chairs "
    "chairperson chairpersons co-chair co-chairs chairman chairmen vice-chair vice-chairs deputy "
    "president "
    "vice-president rapporteur rapporteurs editor editors convener convenor conveners treasurer "
    "clerk registrar auditor auditors "
    "officer officers administrator administrators manager managers coordinator coordinators "
    "facilitator "
    "facilitators leader leaders lead leads committee committees subcommittee sub-committee "
    "council councils board boards bureau group "
    "groups subgroup subgroups team teams panel panels force forces commission commissions "
    "commissioner commissioners assembly conference "
    "ministry ministries minister ministers department departments agency agencies authority "
    "authorities "
    "office offices unit units division divisions institute institutes institution institutions "
    "organization organizations "
    "organisation organisations association associations society societies union unions "
    "university universities "
    "school schools college library libraries archive archives museum museums bank banks fund "
    "funds foundation "
    "foundations company companies corporation operator operators provider providers contractor "
    "contractors supplier "
    "suppliers vendor vendors member members states state parties party government governments "
    "participant "
    "participants delegate delegates representative representatives expert experts nations "
    "programme program registry "
    "network networks forum consortium federation chamber chambers guild guilds court courts "
    "tribunal ombudsman "
    "inspector inspectorate controller processor processors controllers regulator regulators "
    "municipality "
    "municipalities city cities county counties province provinces head heads governor governors "
    "mayor mayors "
    "entity entities body bodies staff employees employee user users applicant applicants "
    "applicant's partner partners stakeholder stakeholders host hosts centre centres "
    "center centers laboratory laboratories service services trustee trustees committee's lawyer "
    "counsel area "
    "community communities publisher publishers licensee licensees owner owners sponsor sponsors "
    "faculty "
    "liaison liaisons reviewer reviewers observer observers they he she person persons wg iesg "
    "iab ietf counsellor "
    "attorney treasury police army navy coalition alliance platform hub directorate directorates "
    "cabinet parliament "
    "senate presidency station hospital hospitals clinic sector sectors friends holder holders"
)
AGENT_NOUN = by_first_letter(rf"(?<![\w-]){one_of(BODY_NOUNS)}(?![\w-])", re.IGNORECASE)

SUPPORT = by_first_letter(
    r"(?:,\s*)?\b(?:(?:acting |working )?(?:in|through) (?:close )?(?:cooperation|co-operation|"
    r"collaboration|consultation|coordination|co-ordination|partnership|liaison|conjunction) with|"
    r"with (?:the )?(?:support|assistance|help|participation|involvement|cooperation|advice|input) "
    r"(?:of|from)|(?:after )?consulting(?: with)?|jointly with|together with|"
    r"(?:supported|assisted|aided|helped) by)\s+",
    re.IGNORECASE,
)
