/// The version of Terraform whose language and JSON ours follow.
package let languageVersion = "1.11.4"
