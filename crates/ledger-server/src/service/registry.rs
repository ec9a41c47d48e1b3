//! The register.

use super::ledger::Ledger;
use super::service;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::registry_service_server::RegistryService;
use ledger_wire::reads::{campaigns, catalogue, payees, registry as reads};

service! {
    RegistryService {
        writes {
            register_area: RegisterAreaRequest => RegisterAreaResponse,
            register_office: RegisterOfficeRequest => RegisterOfficeResponse,
            admit_principal: AdmitPrincipalRequest => AdmitPrincipalResponse,
            register_programme: RegisterProgrammeRequest => RegisterProgrammeResponse,
            set_programme_rule: SetProgrammeRuleRequest => SetProgrammeRuleResponse,
            open_account: OpenAccountRequest => OpenAccountResponse,
            register_campaign: RegisterCampaignRequest => RegisterCampaignResponse,
            close_campaign: CloseCampaignRequest => CloseCampaignResponse,
            register_class: RegisterClassRequest => RegisterClassResponse,
            set_approval_policy: SetApprovalPolicyRequest => SetApprovalPolicyResponse,
            register_item: RegisterItemRequest => RegisterItemResponse,
            design_kit: DesignKitRequest => DesignKitResponse,
            confirm: ConfirmRequest => ConfirmResponse,
            register_donor: RegisterDonorRequest => RegisterDonorResponse,
            enrol_beneficiary: EnrolBeneficiaryRequest => EnrolBeneficiaryResponse,
            verify_beneficiary: VerifyBeneficiaryRequest => VerifyBeneficiaryResponse,
            propose_payee: ProposePayeeRequest => ProposePayeeResponse,
            confirm_payee: ConfirmPayeeRequest => ConfirmPayeeResponse,
        }
        batches {
            batch_register: BatchRegisterRequest => BatchRegisterResponse,
        }
        reads {
            list_areas: ListAreasRequest => ListAreasResponse = |ledger, ask| ledger.read(ask, reads::areas),
            list_offices: ListOfficesRequest => ListOfficesResponse = |ledger, ask| ledger.read(ask, reads::offices),
            list_principals: ListPrincipalsRequest => ListPrincipalsResponse = |ledger, ask| ledger.read(ask, reads::principals),
            list_programmes: ListProgrammesRequest => ListProgrammesResponse = |ledger, ask| ledger.read(ask, reads::programmes),
            list_accounts: ListAccountsRequest => ListAccountsResponse = |ledger, ask| ledger.read(ask, reads::accounts),
            list_campaigns: ListCampaignsRequest => ListCampaignsResponse = |ledger, ask| ledger.read(ask, campaigns::campaigns),
            list_classes: ListClassesRequest => ListClassesResponse = |ledger, ask| ledger.read(ask, campaigns::classes),
            list_policies: ListPoliciesRequest => ListPoliciesResponse = |ledger, ask| ledger.read(ask, campaigns::policies),
            list_items: ListItemsRequest => ListItemsResponse = |ledger, ask| ledger.read(ask, catalogue::items),
            list_kit_designs: ListKitDesignsRequest => ListKitDesignsResponse = |ledger, ask| ledger.read(ask, catalogue::kit_designs),
            list_donors: ListDonorsRequest => ListDonorsResponse = |ledger, ask| ledger.read(ask, reads::donors),
            list_beneficiaries: ListBeneficiariesRequest => ListBeneficiariesResponse = |ledger, ask| ledger.read(ask, reads::beneficiaries),
            list_payees: ListPayeesRequest => ListPayeesResponse = |ledger, ask| ledger.read(ask, payees::payees),
            list_waiting: ListWaitingRequest => ListWaitingResponse = |ledger, ask| ledger.read(ask, reads::waiting),
        }
    }
}
