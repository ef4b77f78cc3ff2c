// The type checks of curl's macros need the macros' own names.
#define CURL_DISABLE_TYPECHECK
#include "CCurl.h"

#include <dlfcn.h>

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#if defined(__APPLE__)
#define LIBRARY "/usr/lib/libcurl.4.dylib"
#else
#define LIBRARY "libcurl.so.4"
#endif

// What is used of it, each by the type that curl's header gives it.
#define FUNCTIONS(function)                                                                                           \
  function(global_init) function(easy_init) function(easy_cleanup) function(easy_strerror) function(easy_setopt)      \
  function(easy_getinfo) function(slist_append) function(slist_free_all) function(multi_init)                         \
  function(multi_cleanup) function(multi_strerror) function(multi_setopt) function(multi_add_handle)                  \
  function(multi_remove_handle) function(multi_perform) function(multi_poll) function(multi_wakeup)                   \
  function(multi_info_read)

// Written by `ccurl_load` before anything else is called, and only read from then on.
#define MEMBER(name) __typeof__(curl_##name) *name;
static struct {
  FUNCTIONS(MEMBER)
} curl;

const char *ccurl_load(void) {
#if defined(__linux__)
  // By itself first, where it is: it binds 4,000 names, and with libcurl each of them is looked for in 30 libraries.
  dlopen("libcrypto.so.3", RTLD_LAZY | RTLD_LOCAL);
#endif
  void *library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  if (!library) return dlerror();
#define LOAD(name)                                                                                                     \
  curl.name = (__typeof__(curl_##name) *)dlsym(library, "curl_" #name);                                                \
  if (!curl.name) return dlerror();
  FUNCTIONS(LOAD)
  return NULL;
}

const char *ccurl_initialize(void) {
  CURLcode code = curl.global_init(CURL_GLOBAL_DEFAULT);
  return code == CURLE_OK ? NULL : curl.easy_strerror(code);
}

CURL *ccurl_easy_init(void) { return curl.easy_init(); }

void ccurl_easy_cleanup(CURL *easy) { curl.easy_cleanup(easy); }

const char *ccurl_easy_strerror(CURLcode code) { return curl.easy_strerror(code); }

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) { return curl.easy_setopt(easy, option, value); }

CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl.easy_setopt(easy, option, value);
}

CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl.easy_setopt(easy, option, value);
}

CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) { return curl.easy_setopt(easy, option, value); }

CURLcode ccurl_set_receiver(CURL *easy, CURLoption option, ccurl_receiver value) {
  return curl.easy_setopt(easy, option, value);
}

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) { return curl.easy_getinfo(easy, info, value); }

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text) {
  return curl.slist_append(list, text);
}

void ccurl_slist_free_all(struct curl_slist *list) { curl.slist_free_all(list); }

CURLM *ccurl_multi_init(void) { return curl.multi_init(); }

CURLMcode ccurl_multi_cleanup(CURLM *multi) { return curl.multi_cleanup(multi); }

const char *ccurl_multi_strerror(CURLMcode code) { return curl.multi_strerror(code); }

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl.multi_setopt(multi, option, value);
}

CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *easy) { return curl.multi_add_handle(multi, easy); }

CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *easy) { return curl.multi_remove_handle(multi, easy); }

CURLMcode ccurl_multi_perform(CURLM *multi, int *running) { return curl.multi_perform(multi, running); }

CURLMcode ccurl_multi_poll(CURLM *multi, int timeout_milliseconds) {
  return curl.multi_poll(multi, NULL, 0, timeout_milliseconds, NULL);
}

CURLMcode ccurl_multi_wakeup(CURLM *multi) { return curl.multi_wakeup(multi); }

CURLMsg *ccurl_multi_info_read(CURLM *multi, int *left) { return curl.multi_info_read(multi, left); }
