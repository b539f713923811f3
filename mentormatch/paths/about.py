"""What career paths say of themselves."""

from mentormatch.accounts.models import RoleName
from mentormatch.core.i18n import _l
from mentormatch.office.about import Place, Service
from mentormatch.office.deeds import done
from mentormatch.office.kept import ours

SERVICE = Service(
    name="paths",
    title=_l("Career paths"),
    text=_l("Roles, ways into them, and where degrees have taken people."),
    pages=("views", "editor_views"),
    api=("api",),
    listeners=("found",),
    menu={
        RoleName.MENTEE: (Place("paths.index", _l("Career paths"), "route"),),
        RoleName.EDITOR: (Place("editor_paths.index", _l("Career paths"), "route"),),
    },
    belongs={"paths": ("paths.index", "editor_paths.index"), "editor_paths": ("editor_paths.index",)},
    kept={
        "career_path": ours(_l("Career paths"), "id title names status latest shown created_at changed_at"),
        "career_path_version": ours(
            _l("Texts of career paths"), "path_id number summary does skills ways_in progress saved_at"
        ),
        "career_salary": ours(
            _l("Salaries on career paths, with their source"),
            "id path_id stage place low high currency source said_on",
        ),
        "career_path_degree": ours(_l("Degrees that lead to career paths"), "path_id degree_id words"),
    },
    deeds={
        "career_path.made": done(_l("An editor drafted a career path.")),
        "career_path.changed": done(_l("An editor changed a career path.")),
        "career_path.published": done(_l("An editor published a career path.")),
        "career_path.withdrawn": done(_l("An editor withdrew a career path.")),
        "career_path.salary_added": done(_l("An editor added a salary to a career path.")),
        "career_path.salary_removed": done(_l("An editor took a salary off a career path.")),
        "career_path.linked": done(_l("An editor linked a degree to a career path.")),
        "career_path.unlinked": done(_l("An editor took a degree off a career path.")),
    },
    subjects={"career_path": _l("Career path")},
)
