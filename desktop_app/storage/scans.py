"""Scanned pages and the words on their signatures: what is signed, what waits to be looked at."""

from __future__ import annotations

from desktop_app.domain.scan import (
    SIGNED_FROM,
    Scan,
    ScanVerdict,
    SignatureCheck,
    SignatureVerdict,
)
from desktop_app.storage.records import Records

_LATEST = """
NOT EXISTS (SELECT 1 FROM signature_check later WHERE later.scan = c.scan
  AND later."grant" = c."grant" AND later.id > c.id)
"""
IS_SIGNED = f"""
EXISTS (SELECT 1 FROM signature_check c WHERE c."grant" = g.id AND c.verdict = 'signed'
  AND {_LATEST} AND NOT EXISTS (SELECT 1 FROM sheet_void sv WHERE sv.sheet = c.sheet))
"""
"""Whether the grant `g` of a query was signed for on a sheet that stands."""


class Scans(Records[Scan]):
    """Reads filed pages."""

    def of_sheet(self, sheet: str) -> list[Scan]:
        """Read the pages filed for a sheet, in the order in which they came."""
        return self.where("sheet = ?", [sheet], order="id")

    def kept(self, sha256: str) -> list[Scan]:
        """Read what was filed with a picture."""
        return self.where("sha256 = ?", [sha256], order="id")

    def of_campaign(self, campaign: str) -> list[Scan]:
        """Read the pages of a campaign's sheets, and those that belong to no sheet; or all."""
        if not campaign:
            return self.where(order="id")
        return self.where(
            "sheet IS NULL OR sheet IN (SELECT id FROM sheet WHERE campaign = ?)",
            [campaign],
            order="id",
        )

    def waiting(self, campaign: str) -> int:
        """Count the places of a campaign with ink on which nobody has said a word."""
        (found,) = self._db.execute(
            "SELECT count(*) FROM scan s JOIN sheet h ON h.id = s.sheet, json_each(s.boxes) b "
            "WHERE h.campaign = ? AND s.verdict = ? AND json_extract(b.value, '$.ink') >= ? "
            "AND NOT EXISTS (SELECT 1 FROM grant_void v "
            "WHERE v.\"grant\" = json_extract(b.value, '$.grant')) "
            "AND NOT EXISTS (SELECT 1 FROM sheet_void v WHERE v.sheet = h.id) "
            f"AND NOT EXISTS (SELECT 1 FROM signature_check c WHERE c.scan = s.id "
            "AND c.\"grant\" = json_extract(b.value, '$.grant') "
            f"AND c.verdict <> 'undone' AND {_LATEST})",
            [campaign, ScanVerdict.MATCHED, SIGNED_FROM],
        ).fetchone()
        return int(found)


class SignatureChecks(Records[SignatureCheck]):
    """Reads what people said of places to sign."""

    def words(self, scan: str = "") -> dict[tuple[str, str], SignatureCheck]:
        """Give the latest word on every place, or on those of one scan, as long as it holds."""
        found = self.where(
            f"id IN (SELECT c.id FROM signature_check c WHERE {_LATEST}) AND verdict <> ?"
            + (" AND scan = ?" if scan else ""),
            [SignatureVerdict.UNDONE, *([scan] if scan else [])],
            order="id",
        )
        return {(one.scan, one.grant): one for one in found}

    def of_grant(self, grant: str) -> list[SignatureCheck]:
        """Read everything that was said about one grant, in order."""
        return self.where('"grant" = ?', [grant], order="id")
