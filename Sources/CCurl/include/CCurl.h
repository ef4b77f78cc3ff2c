// libcurl, loaded when it is first needed: with the TLS, LDAP, SSH and Kerberos libraries behind it, that takes half of
// the time in which `armature fmt` or `--help` starts and ends, and most commands never speak to Azure.
//
// `ccurl_load` comes before any other function here, and `ccurl_initialize` next. Each of the others is the one of curl that
// its name says; those that are variadic in curl, and thus invisible from Swift, have one name for each type.
#ifndef ARMATURE_CCURL_H
#define ARMATURE_CCURL_H

#include <curl/curl.h>

typedef size_t (*ccurl_receiver)(char *bytes, size_t size, size_t count, void *context);

// Loads the library; NULL if that worked, else the reason, which stays. To be called once.
const char *ccurl_load(void);

// Makes the library ready for what follows; NULL if that worked, else the reason, which stays. To be called once.
const char *ccurl_initialize(void);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *easy);
const char *ccurl_easy_strerror(CURLcode code);
CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_set_receiver(CURL *easy, CURLoption option, ccurl_receiver value);
CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text);
void ccurl_slist_free_all(struct curl_slist *list);

CURLM *ccurl_multi_init(void);
CURLMcode ccurl_multi_cleanup(CURLM *multi);
const char *ccurl_multi_strerror(CURLMcode code);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_perform(CURLM *multi, int *running);
CURLMcode ccurl_multi_poll(CURLM *multi, int timeout_milliseconds);
CURLMcode ccurl_multi_wakeup(CURLM *multi);
CURLMsg *ccurl_multi_info_read(CURLM *multi, int *left);

// A member of a union, which Swift would import as a computed property of another shape.
static inline CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }

#endif
