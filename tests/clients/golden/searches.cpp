// C_FindObjectsInit, C_FindObjects, C_FindObjectsFinal: also what a search by class tells of the objects found.
#include "tests/clients/golden/golden.h"
#include "tests/clients/golden/template.h"

namespace p11trace::clients {

namespace {

void search_by_class(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& count = guarded_value<CK_ULONG>();
  CK_OBJECT_HANDLE* found = guarded_array<CK_OBJECT_HANDLE>({0, 0, 0});
  const Template data = {CONSTANT(CKA_CLASS, CKO_DATA)};
  CALL(C_FindObjectsInit, (session, data.attributes, data.count), CKR_OK, "hSession", session, "pTemplate",
       data.text());
  CALL(C_FindObjects, (session, found, 3, &count), CKR_OK, "hSession", session, "phObject",
       out(room(3), items({decimal(note)})));
  CALL(C_FindObjects, (session, found, 3, &count), CKR_OK, "hSession", session, "phObject", out(room(3), items({})));
  CALL(C_FindObjectsFinal, (session), CKR_OK, "hSession", session);

  constexpr std::string_view value = "nothing of importance";
  CK_ATTRIBUTE& wanted = guarded_value<CK_ATTRIBUTE>({CKA_VALUE, guarded_room(value.size()), value.size()});
  CALL(C_GetAttributeValue, (session, note, &wanted, 1), CKR_OK, "hSession", session, "hObject", note, "pTemplate",
       items({ATTRIBUTE(CKA_VALUE, out(room(21), sensitive(value.data(), value.size())))}));
}

void search_everything(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& count = guarded_value<CK_ULONG>();
  CK_OBJECT_HANDLE* found = guarded_array<CK_OBJECT_HANDLE>({0, 0, 0});
  CALL(C_FindObjects, (session, found, 3, &count), CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "phObject",
       room(3));
  CALL(C_FindObjectsInit, (session, nullptr, 0), CKR_OK, "hSession", session, "pTemplate", null());
  CALL(C_FindObjectsInit, (session, nullptr, 0), CKR_OPERATION_ACTIVE, "hSession", session, "pTemplate", null());
  CALL(C_FindObjects, (session, nullptr, 3, &count), CKR_ARGUMENTS_BAD, "hSession", session, "phObject",
       unwritten(null(3)));
  CALL(C_FindObjects, (session, found, 3, nullptr), CKR_ARGUMENTS_BAD, "hSession", session, "phObject", no_length);
  CALL(C_FindObjects, (session, found, 0, &count), CKR_OK, "hSession", session, "phObject", out(room(0), items({})));
  CALL(C_FindObjects, (session, found, 3, &count), CKR_OK, "hSession", session, "phObject",
       out(room(3), items({decimal(1), decimal(2), decimal(3)})));
  CALL(C_FindObjects, (session, found, 3, &count), CKR_OK, "hSession", session, "phObject",
       out(room(3), items({decimal(4)})));
  CALL(C_FindObjectsFinal, (session), CKR_OK, "hSession", session);
  CALL(C_FindObjectsFinal, (session), CKR_OPERATION_NOT_INITIALIZED, "hSession", session);
}

}  // namespace

void call_searches(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_user_session(list);
  search_by_class(list, session);
  search_everything(list, session);
  close_session(list, session);
}

}  // namespace p11trace::clients
