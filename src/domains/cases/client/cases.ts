// Reading a case needs no script: this entry carries the styles of cases into the build.
import './cases.css'
