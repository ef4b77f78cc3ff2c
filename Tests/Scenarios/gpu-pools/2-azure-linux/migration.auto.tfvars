training_image_family = "AzureLinux"
