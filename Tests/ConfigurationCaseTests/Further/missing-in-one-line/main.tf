moved { from = terraform_data.a }
import { id = "x" }
