// Threads that initialize and finalize one module all the time, each with a module of its own from the library that this
// was compiled for: MODULE THREADS SECONDS. Says how many rounds there were, and which calls failed.
#include <p11-kit/p11-kit.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *path;
static time_t end;
static unsigned long rounds, mistakes;

static void *come_and_go(void *module) {
  CK_FUNCTION_LIST *list = module;
  unsigned long own_rounds = 0, own_mistakes = 0;
  for (; time(NULL) < end; own_rounds++) {
    CK_INFO info;
    CK_SLOT_ID slots[16];
    CK_ULONG count = 16;
    CK_SESSION_HANDLE session;
    own_mistakes += list->C_Initialize(NULL) != CKR_OK;
    own_mistakes += list->C_GetInfo(&info) != CKR_OK;
    own_mistakes += list->C_GetSlotList(CK_TRUE, slots, &count) != CKR_OK;
    own_mistakes += list->C_OpenSession(slots[0], CKF_SERIAL_SESSION, NULL, NULL, &session) != CKR_OK;
    own_mistakes += list->C_CloseAllSessions(slots[0]) != CKR_OK;
    own_mistakes += list->C_Finalize(NULL) != CKR_OK;
  }
  __atomic_fetch_add(&rounds, own_rounds, __ATOMIC_RELAXED);
  __atomic_fetch_add(&mistakes, own_mistakes, __ATOMIC_RELAXED);
  return NULL;
}

int main(int count, char **words) {
  pthread_t threads[64];
  if (count != 4) return 2;
  path = words[1];
  int wanted = atoi(words[2]);
  if (wanted < 1 || wanted > 64) return 2;
  end = time(NULL) + atoi(words[3]);
  for (int i = 0; i < wanted; i++) {
    CK_FUNCTION_LIST *module = p11_kit_module_load(path, 0);
    if (module == NULL || pthread_create(&threads[i], NULL, come_and_go, module) != 0) {
      fprintf(stderr, "%s: cannot be loaded\n", path);
      return 1;
    }
  }
  for (int i = 0; i < wanted; i++) pthread_join(threads[i], NULL);
  printf("%lu rounds, %lu failed calls\n", rounds, mistakes);
  return mistakes != 0;
}
