//! Kits: put together, taken apart, reserved for a grant, handed over.

use crate::proto::record::v1 as proto;
use crate::record::error::BadField;
use crate::record::field;
use crate::record::grants::grant_id;
use ledger_core::event::{GoodsHandedOver, KitAssembled, KitDissolved, KitReserved};
use ledger_core::ids::{KitDesignId, KitId, OfficeId};

fn kit_id(kit: u64) -> Result<KitId, BadField> {
    field::required("kit", kit).map(KitId)
}

impl From<&KitAssembled> for proto::KitAssembled {
    fn from(event: &KitAssembled) -> Self {
        let KitAssembled { design, office, units } = event;
        Self { design: design.0, office: office.0, units: Some(units.into()) }
    }
}

impl TryFrom<proto::KitAssembled> for KitAssembled {
    type Error = BadField;

    fn try_from(message: proto::KitAssembled) -> Result<Self, BadField> {
        let proto::KitAssembled { design, office, units } = message;
        Ok(Self {
            design: KitDesignId(field::required("design", design)?),
            office: OfficeId(field::required("office", office)?),
            units: field::message("units", units)?,
        })
    }
}

impl From<&KitDissolved> for proto::KitDissolved {
    fn from(event: &KitDissolved) -> Self {
        let KitDissolved { kit, last_change, units } = event;
        Self { kit: kit.0, last_change: last_change.0, units: Some(units.into()) }
    }
}

impl TryFrom<proto::KitDissolved> for KitDissolved {
    type Error = BadField;

    fn try_from(message: proto::KitDissolved) -> Result<Self, BadField> {
        let proto::KitDissolved { kit, last_change, units } = message;
        Ok(Self { kit: kit_id(kit)?, last_change: field::seen(last_change)?, units: field::message("units", units)? })
    }
}

impl From<&KitReserved> for proto::KitReserved {
    fn from(event: &KitReserved) -> Self {
        let KitReserved { grant, last_change, kit } = *event;
        Self { grant: grant.0, last_change: last_change.0, kit: kit.0 }
    }
}

impl TryFrom<proto::KitReserved> for KitReserved {
    type Error = BadField;

    fn try_from(message: proto::KitReserved) -> Result<Self, BadField> {
        let proto::KitReserved { grant, last_change, kit } = message;
        Ok(Self { grant: grant_id(grant)?, last_change: field::seen(last_change)?, kit: kit_id(kit)? })
    }
}

impl From<&GoodsHandedOver> for proto::GoodsHandedOver {
    fn from(event: &GoodsHandedOver) -> Self {
        let GoodsHandedOver { grant, last_change, kit, units, evidence } = event;
        Self {
            grant: grant.0,
            last_change: last_change.0,
            kit: kit.0,
            units: Some(units.into()),
            evidence: Some(evidence.into()),
        }
    }
}

impl TryFrom<proto::GoodsHandedOver> for GoodsHandedOver {
    type Error = BadField;

    fn try_from(message: proto::GoodsHandedOver) -> Result<Self, BadField> {
        let proto::GoodsHandedOver { grant, last_change, kit, units, evidence } = message;
        Ok(Self {
            grant: grant_id(grant)?,
            last_change: field::seen(last_change)?,
            kit: kit_id(kit)?,
            units: field::message("units", units)?,
            evidence: field::message("evidence", evidence)?,
        })
    }
}
