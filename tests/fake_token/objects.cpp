// C_CreateObject ... C_FindObjectsFinal.
#include "tests/fake_token/new_object.h"
#include "tests/fake_token/own.h"

namespace fake_token::own {

CK_RV C_CreateObject(CK_SESSION_HANDLE hSession, CK_ATTRIBUTE_PTR pTemplate, CK_ULONG ulCount,
                     CK_OBJECT_HANDLE_PTR phObject) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    if (phObject == nullptr) return CKR_ARGUMENTS_BAD;
    Template wanted;
    CK_RV rv = read_template(pTemplate, ulCount, wanted);
    if (rv != CKR_OK) return rv;
    Object object;
    for (Attribute& attribute : wanted) object.set(std::move(attribute));
    if (object.find(CKA_CLASS) == nullptr) return CKR_TEMPLATE_INCOMPLETE;
    rv = check_new_object(token, session, object);
    if (rv == CKR_OK) *phObject = keep(token, session, std::move(object));
    return rv;
  });
}

CK_RV C_CopyObject(CK_SESSION_HANDLE hSession, CK_OBJECT_HANDLE hObject, CK_ATTRIBUTE_PTR pTemplate, CK_ULONG ulCount,
                   CK_OBJECT_HANDLE_PTR phNewObject) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    if (phNewObject == nullptr) return CKR_ARGUMENTS_BAD;
    const Object* original = token.visible(hObject);
    if (original == nullptr) return CKR_OBJECT_HANDLE_INVALID;
    if (!original->flag(CKA_COPYABLE, true)) return CKR_ACTION_PROHIBITED;
    Template changes;
    CK_RV rv = read_template(pTemplate, ulCount, changes);
    if (rv != CKR_OK) return rv;
    Object copy = *original;
    copy.owner = CK_INVALID_HANDLE;
    rv = copy.change(changes);
    if (rv == CKR_OK) rv = check_new_object(token, session, copy);
    if (rv == CKR_OK) *phNewObject = keep(token, session, std::move(copy));
    return rv;
  });
}

CK_RV C_DestroyObject(CK_SESSION_HANDLE hSession, CK_OBJECT_HANDLE hObject) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    const Object* object = token.visible(hObject);
    if (object == nullptr) return CKR_OBJECT_HANDLE_INVALID;
    if (object->flag(CKA_TOKEN) && !session.can_write()) return CKR_SESSION_READ_ONLY;
    if (!object->flag(CKA_DESTROYABLE, true)) return CKR_ACTION_PROHIBITED;
    token.objects.erase(hObject);
    return CKR_OK;
  });
}

CK_RV C_GetObjectSize(CK_SESSION_HANDLE hSession, CK_OBJECT_HANDLE hObject, CK_ULONG_PTR pulSize) {
  return with_session(hSession, [&](Token& token, Session&) -> CK_RV {
    if (pulSize == nullptr) return CKR_ARGUMENTS_BAD;
    const Object* object = token.visible(hObject);
    if (object == nullptr) return CKR_OBJECT_HANDLE_INVALID;
    *pulSize = object->size();
    return CKR_OK;
  });
}

CK_RV C_GetAttributeValue(CK_SESSION_HANDLE hSession, CK_OBJECT_HANDLE hObject, CK_ATTRIBUTE_PTR pTemplate,
                          CK_ULONG ulCount) {
  return with_session(hSession, [&](Token& token, Session&) -> CK_RV {
    if (pTemplate == nullptr || ulCount > longest_template) return CKR_ARGUMENTS_BAD;
    const Object* object = token.visible(hObject);
    return object == nullptr ? CKR_OBJECT_HANDLE_INVALID : object->read(pTemplate, ulCount);
  });
}

CK_RV C_SetAttributeValue(CK_SESSION_HANDLE hSession, CK_OBJECT_HANDLE hObject, CK_ATTRIBUTE_PTR pTemplate,
                          CK_ULONG ulCount) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    if (pTemplate == nullptr) return CKR_ARGUMENTS_BAD;
    Object* object = token.visible(hObject);
    if (object == nullptr) return CKR_OBJECT_HANDLE_INVALID;
    if (object->flag(CKA_TOKEN) && !session.can_write()) return CKR_SESSION_READ_ONLY;
    if (!object->flag(CKA_MODIFIABLE, true)) return CKR_ACTION_PROHIBITED;
    Template changes;
    const CK_RV rv = read_template(pTemplate, ulCount, changes);
    return rv == CKR_OK ? object->change(changes) : rv;
  });
}

CK_RV C_FindObjectsInit(CK_SESSION_HANDLE hSession, CK_ATTRIBUTE_PTR pTemplate, CK_ULONG ulCount) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    if (session.search) return CKR_OPERATION_ACTIVE;
    Template wanted;
    const CK_RV rv = read_template(pTemplate, ulCount, wanted);
    if (rv != CKR_OK) return rv;
    session.search.emplace();
    for (const auto& [handle, object] : token.objects)
      if (token.is_visible(object) && object.matches(wanted)) session.search->found.push_back(handle);
    return CKR_OK;
  });
}

CK_RV C_FindObjects(CK_SESSION_HANDLE hSession, CK_OBJECT_HANDLE_PTR phObject, CK_ULONG ulMaxObjectCount,
                    CK_ULONG_PTR pulObjectCount) {
  return with_session(hSession, [&](Token&, Session& session) -> CK_RV {
    if (!session.search) return CKR_OPERATION_NOT_INITIALIZED;
    if (pulObjectCount == nullptr || (phObject == nullptr && ulMaxObjectCount > 0)) return CKR_ARGUMENTS_BAD;
    Search& search = *session.search;
    CK_ULONG count = 0;
    while (count < ulMaxObjectCount && search.given < search.found.size())
      phObject[count++] = search.found[search.given++];
    *pulObjectCount = count;
    return CKR_OK;
  });
}

CK_RV C_FindObjectsFinal(CK_SESSION_HANDLE hSession) {
  return with_session(hSession, [](Token&, Session& session) -> CK_RV {
    if (!session.search) return CKR_OPERATION_NOT_INITIALIZED;
    session.search.reset();
    return CKR_OK;
  });
}

}  // namespace fake_token::own
